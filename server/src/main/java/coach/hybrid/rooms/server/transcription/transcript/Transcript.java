package coach.hybrid.rooms.server.transcription.transcript;

import coach.hybrid.rooms.server.transcription.Utterance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Utterances as they may be shown: each once, cleaned, in the order in which they were begun. */
public record Transcript(List<Utterance> utterances) {
  private static final Comparator<Utterance> BY_START =
      Comparator.comparingInt(Utterance::startMillis).thenComparingInt(Utterance::utteranceId);

  public Transcript {
    utterances = List.copyOf(utterances);
  }

  /** Of equal ids the last counts; what has no words is left out. */
  public static Transcript of(List<Utterance> said) {
    Map<Integer, Utterance> last = new LinkedHashMap<>();
    said.forEach(utterance -> last.put(utterance.utteranceId(), utterance));
    List<Utterance> shown = new ArrayList<>();
    for (Utterance utterance : last.values()) {
      String text = SpokenText.clean(utterance.text());
      if (!text.isEmpty()) {
        shown.add(cleaned(utterance, text));
      }
    }
    shown.sort(BY_START);
    return new Transcript(shown);
  }

  private static Utterance cleaned(Utterance said, String text) {
    int start = Math.max(0, said.startMillis());
    return new Utterance(
        said.utteranceId(),
        said.participantId(),
        said.role(),
        SpokenText.name(said.name(), said.role().wireName()),
        start,
        Math.max(start + 1, said.endMillis()),
        text,
        said.lang().matches("[A-Za-z0-9-]{2,35}") ? said.lang() : "und");
  }
}
