package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.transcription.Utterance;
import coach.hybrid.rooms.server.transcription.transcript.TranscriptWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** The form in which a transcript is asked for: {@code ?format=} (seed 001) before Accept. */
enum TranscriptFormat {
  JSON("application/json"),
  TEXT("text/plain"),
  VTT("text/vtt");

  private final String mediaType;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String contentType() {
    return mediaType + ";charset=utf-8";
  }

  String write(String roomId, List<Utterance> said) {
    return switch (this) {
      case JSON -> TranscriptWriter.json(roomId, said);
      case TEXT -> TranscriptWriter.text(said);
      case VTT -> TranscriptWriter.vtt(said);
    };
  }

  TranscriptFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Throws a 406 if there is no such form. */
  static TranscriptFormat of(@Nullable String format, @Nullable String accept) {
    if (format != null) {
      return Arrays.stream(values())
          .filter(each -> each.word().equals(format))
          .findFirst()
          .orElseThrow(TranscriptFormat::notAcceptable);
    }
    if (accept == null || accept.isBlank()) {
      return JSON;
    }
    QuotedQualityCSV wishes = new QuotedQualityCSV();
    wishes.addValue(accept);
    for (String wish : wishes.getValues()) {
      for (TranscriptFormat each : values()) {
        if (each.fits(wish.split(";", 2)[0].strip())) {
          return each;
        }
      }
    }
    throw notAcceptable();
  }

  private boolean fits(String range) {
    return range.equals("*/*")
        || range.equalsIgnoreCase(mediaType)
        || range.equalsIgnoreCase(mediaType.substring(0, mediaType.indexOf('/')) + "/*");
  }

  private static ProblemException notAcceptable() {
    return new ProblemException(
        Problem.of(
            406,
            "not-acceptable",
            "No such format",
            "There is text, vtt and json, as format=… or by Accept."));
  }
}
