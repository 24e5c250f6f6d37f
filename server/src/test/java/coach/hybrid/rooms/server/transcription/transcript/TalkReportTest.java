package coach.hybrid.rooms.server.transcription.transcript;

import static coach.hybrid.rooms.server.transcription.transcript.Said.client;
import static coach.hybrid.rooms.server.transcription.transcript.Said.coach;
import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TalkReportTest {
  private static TalkReport report(Utterance... said) {
    return TalkReport.of(List.of(said), Duration.ofSeconds(60));
  }

  private static TalkReport.Participant of(TalkReport report, String name) {
    return requireNonNull(report.participant(name));
  }

  @Test
  void everybodysTimeIsCountedAndTheRestIsSilence() {
    TalkReport report =
        report(coach(1, 0, 10_000), client(2, 12_000, 42_000), coach(3, 41_000, 46_000));
    assertEquals(Duration.ofSeconds(15), of(report, "Maya").talkTime());
    assertEquals(Duration.ofSeconds(30), of(report, "Tom").talkTime());
    assertEquals(33, of(report, "Maya").percentage());
    assertEquals(67, of(report, "Tom").percentage());
    assertEquals(Duration.ofSeconds(60 - 10 - 34), report.silence());
    assertNull(report.participant("nobody"));
  }

  @Test
  void talkingOverOneselfDoesNotCountTwice() {
    TalkReport report =
        report(coach(1, 0, 10_000), coach(2, 5_000, 12_000), coach(3, 6_000, 7_000));
    assertEquals(Duration.ofSeconds(12), of(report, "Maya").talkTime());
    assertEquals(Duration.ofSeconds(48), report.silence());
  }

  @Test
  void percentagesMakeAHundred() {
    TalkReport report =
        report(
            coach(1, 0, 1_000),
            client(2, 1_000, 2_000),
            Said.by(3, Role.AI, "Orb", 2_000, 3_000, "Hm."));
    assertEquals(100, report.participants().stream().mapToInt(each -> each.percentage()).sum());
  }

  @Test
  void aMonologueEndsWithAPauseOrAnotherVoice() {
    TalkReport report =
        report(
            coach(1, 0, 10_000),
            coach(2, 11_900, 15_000),
            coach(3, 17_000, 18_000),
            client(4, 20_000, 21_000),
            coach(5, 21_500, 30_000),
            client(6, 25_000, 25_500),
            coach(7, 30_100, 37_000));
    assertEquals(Duration.ofSeconds(15), of(report, "Maya").longestMonologue());
    assertEquals(Duration.ofSeconds(1), of(report, "Tom").longestMonologue());
  }

  @Test
  void whoBeginsWhileAnotherGoesOnInterrupts() {
    assertEquals(1, of(report(coach(1, 0, 5_000), client(2, 2_000, 6_000)), "Tom").interruptions());
  }

  @Test
  void beginningAtOnceAssentAndAQuickReplyAreNoInterruptions() {
    assertEquals(0, of(report(coach(1, 0, 5_000), client(2, 900, 6_000)), "Tom").interruptions());
    assertEquals(0, of(report(coach(1, 0, 5_000), client(2, 2_000, 2_900)), "Tom").interruptions());
    assertEquals(0, of(report(coach(1, 0, 5_000), client(2, 4_600, 9_000)), "Tom").interruptions());
  }

  @Test
  void whoGoesOnTalkingInterruptsOnlyOnce() {
    TalkReport report =
        report(coach(1, 0, 15_000), client(2, 3_000, 6_000), client(3, 6_500, 9_000));
    assertEquals(1, of(report, "Tom").interruptions());
    assertEquals(0, of(report, "Maya").interruptions());
  }

  @Test
  void theOrderOfArrivalDoesNotMatterAndWhatWasTakenBackDoesNotCount() {
    List<Utterance> said =
        new ArrayList<>(
            List.of(
                coach(1, 0, 5_000),
                client(2, 2_000, 6_000),
                coach(3, 8_000, 9_000),
                Said.by(4, Role.CLIENT, "Tom", 20_000, 50_000, "")));
    TalkReport report = TalkReport.of(said, Duration.ZERO);
    Collections.reverse(said);
    assertEquals(report, TalkReport.of(said, Duration.ZERO));
    assertEquals(Duration.ofSeconds(9), report.length());
  }

  @Test
  void nobodySpokeIsSilenceAllOver() {
    assertEquals(
        new TalkReport(List.of(), Duration.ofSeconds(60), Duration.ofSeconds(60)), report());
  }
}
