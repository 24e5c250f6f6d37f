package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FloodGuardTest {
  private static final Instant START = Instant.parse("2026-01-31T15:00:00Z");

  private final FloodGuard guard = new FloodGuard();

  /** How many of the frames of 20 ms were let through. */
  private int send(int frames, long firstMillis, double stepMillis) throws Exception {
    int admitted = 0;
    for (int i = 0; i < frames; i++) {
      Instant arrival = START.plusMillis(firstMillis + (long) (i * stepMillis));
      admitted += guard.admits(20, arrival) ? 1 : 0;
    }
    return admitted;
  }

  @Test
  void realTimePassesForHours() throws Exception {
    assertEquals(720_000, send(720_000, 0, 20));
  }

  @Test
  void aSoundCardThatRunsALittleFastPasses() throws Exception {
    assertEquals(720_000, send(720_000, 0, 19.9));
  }

  @Test
  void whatTheNetworkHeldBackPasses() throws Exception {
    assertEquals(100, send(100, 0, 20));
    assertEquals(250, send(250, 2_000 + 5_000, 0.1));
  }

  @Test
  void whatIsAheadOfRealTimeIsDropped() throws Exception {
    int admitted = send(200, 0, 0);
    assertEquals(100, admitted);
  }

  @Test
  void aFloodIsRefused() {
    assertThrows(AudioFloodException.class, () -> send(10_000, 0, 0));
  }

  @Test
  void twiceAsFastIsRefusedInTheEnd() {
    assertThrows(AudioFloodException.class, () -> send(3_000, 0, 10));
  }

  @Test
  void emptyFramesAreNotFree() {
    assertThrows(
        AudioFloodException.class,
        () -> {
          for (int i = 0; i < 10_000; i++) {
            assertTrue(guard.admits(0, START) || i >= 200);
          }
        });
  }
}
