package coach.hybrid.rooms.server.transcription.transcript;

import coach.hybrid.rooms.server.transcription.Utterance;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;

/** A transcript in the three forms others read. For all threads. */
public final class TranscriptWriter {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private TranscriptWriter() {}

  /** A line an utterance: {@code [00:12:04] Name: words}. */
  public static String text(List<Utterance> said) {
    StringBuilder text = new StringBuilder();
    for (Utterance each : Transcript.of(said).utterances()) {
      text.append('[').append(clock(each.startMillis())).append("] ");
      text.append(each.name()).append(": ").append(each.text()).append('\n');
    }
    return text.toString();
  }

  /** WebVTT with a voice tag a cue; a note says the language wherever it changes. */
  public static String vtt(List<Utterance> said) {
    StringBuilder vtt = new StringBuilder("WEBVTT\n");
    String lang = "";
    for (Utterance each : Transcript.of(said).utterances()) {
      if (!each.lang().equals(lang)) {
        lang = each.lang();
        vtt.append("\nNOTE language: ").append(lang).append('\n');
      }
      vtt.append('\n').append(each.utteranceId()).append('\n');
      vtt.append(cueTime(each.startMillis())).append(" --> ").append(cueTime(each.endMillis()));
      vtt.append("\n<v ").append(escaped(each.name())).append('>');
      vtt.append(escaped(each.text())).append("</v>\n");
    }
    return vtt.toString();
  }

  /** With times in milliseconds since the session's actual start. */
  public static String json(String roomId, List<Utterance> said) {
    JsonObject body = new JsonObject();
    body.addProperty("roomId", roomId);
    body.add("utterances", jsonUtterances(said));
    return GSON.toJson(body);
  }

  public static JsonArray jsonUtterances(List<Utterance> said) {
    JsonArray utterances = new JsonArray();
    for (Utterance each : Transcript.of(said).utterances()) {
      JsonObject utterance = new JsonObject();
      utterance.addProperty("utteranceId", each.utteranceId());
      utterance.addProperty("participantId", each.participantId());
      utterance.addProperty("role", each.role().wireName());
      utterance.addProperty("name", each.name());
      utterance.addProperty("startMillis", each.startMillis());
      utterance.addProperty("endMillis", each.endMillis());
      utterance.addProperty("text", each.text());
      utterance.addProperty("lang", each.lang());
      utterances.add(utterance);
    }
    return utterances;
  }

  /** The arrow of a cue's times cannot appear in what is escaped. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String cueTime(int millis) {
    return clock(millis) + String.format(Locale.ROOT, ".%03d", millis % 1_000);
  }

  private static String clock(int millis) {
    int seconds = millis / 1_000;
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }
}
