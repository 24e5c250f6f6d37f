package coach.hybrid.rooms.server.transcription.transcript;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who talked how much, from what was understood; the same while it runs and at the end.
 *
 * @param participants in the order in which they first spoke
 * @param silence when nobody was understood to speak
 * @param length of the session until now
 */
public record TalkReport(List<Participant> participants, Duration silence, Duration length) {

  /**
   * One person, or the assistant.
   *
   * @param talkTime over which he spoke; talking over himself does not count twice
   * @param percentage of all talk time; the whole makes 100
   * @param longestMonologue of utterances with pauses under two seconds and nobody else's between
   * @param interruptions how often he began while another had been speaking for more than a second
   *     and went on, and it was more than a word of assent
   */
  public record Participant(
      String participantId,
      Role role,
      String name,
      Duration talkTime,
      int percentage,
      Duration longestMonologue,
      int interruptions) {}

  public TalkReport {
    participants = List.copyOf(participants);
  }

  /** Whatever order they come in; {@code length} grows to where the last word ends. */
  public static TalkReport of(List<Utterance> said, Duration length) {
    TalkCount count = new TalkCount();
    said.stream()
        .filter(each -> !each.text().isBlank() && each.endMillis() > each.startMillis())
        .sorted(
            Comparator.comparingInt(Utterance::startMillis)
                .thenComparingInt(Utterance::utteranceId))
        .forEach(count::add);
    return count.report(length);
  }

  public @Nullable Participant participant(String participantId) {
    for (Participant each : participants) {
      if (each.participantId().equals(participantId)) {
        return each;
      }
    }
    return null;
  }
}
