package coach.hybrid.rooms.client.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionClockTest implements SessionClock.Listener {
  private static final int SECOND = 1_000;
  private static final int MINUTE = 60 * SECOND;
  private static final int HOUR = 60 * MINUTE;

  private final FakeTimers timers = new FakeTimers();
  private final SessionClock clock = new SessionClock(timers, this);
  private final List<Integer> shown = new ArrayList<>();
  private final List<Integer> warnings = new ArrayList<>();
  private final List<String> switches = new ArrayList<>();

  @Override
  public void clockChanged() {
    shown.add(clock.leftSeconds());
  }

  @Override
  public void timeRunsOut(int leftSeconds) {
    warnings.add(leftSeconds);
  }

  @Override
  public void switched(@Nullable RoomStateChanged before, RoomStateChanged now) {
    switches.add((before == null ? "-" : before.recording()) + " " + now.recording());
  }

  private static RoomStateChanged active(int elapsedMillis, @Nullable Integer leftMillis) {
    return new RoomStateChanged(RoomStatus.ACTIVE, elapsedMillis, leftMillis, true, false, false);
  }

  private void left(int millis) {
    clock.receive(active(0, millis));
  }

  @Test
  void beforeTheServiceSaidAnythingNothingIsKnown() {
    assertEquals(SessionClock.UNKNOWN, clock.leftSeconds());
    assertEquals(SessionClock.UNKNOWN, clock.elapsedSeconds());
    assertFalse(clock.isWaiting());
  }

  @Test
  void aRoomThatWaitsHasNoTime() {
    clock.receive(new RoomStateChanged(RoomStatus.WAITING, null, null, true, false, false));
    timers.advance(HOUR);

    assertTrue(clock.isWaiting());
    assertEquals(SessionClock.UNKNOWN, clock.leftSeconds());
    assertEquals(SessionClock.UNKNOWN, clock.elapsedSeconds());
    assertEquals(1, shown.size());
  }

  @Test
  void everySecondIsShownOnceAndWhenItBegins() {
    left(10 * MINUTE + 400);
    assertEquals(List.of(601), shown);
    timers.advance(399);
    assertEquals(1, shown.size());
    timers.advance(1);
    assertEquals(List.of(601, 600), shown);
    timers.advance(3 * SECOND);
    assertEquals(List.of(601, 600, 599, 598, 597), shown);
  }

  @Test
  void lateTimersDoNotMakeItDrift() {
    left(HOUR);
    timers.sleepThrough(7 * MINUTE + 300);
    timers.advance(0);

    assertEquals(53 * 60, clock.leftSeconds());
    assertEquals(7 * 60, clock.elapsedSeconds());
    int before = shown.size();
    timers.advance(700);
    assertEquals(before + 1, shown.size(), "back in step with the seconds");
  }

  @Test
  void atTheEndItStandsAtZero() {
    left(2 * SECOND);
    timers.advance(HOUR);

    assertEquals(List.of(2, 1, 0), shown);
    assertEquals(0, clock.leftSeconds());
  }

  @Test
  void aDeadlineThatHasPassedIsZero() {
    left(-5 * SECOND);

    assertEquals(0, clock.leftSeconds());
    assertEquals(List.of(), warnings);
  }

  @Test
  void theTimeItHasRunGoesOnFromWhatTheServiceSaid() {
    clock.receive(active(32 * MINUTE, null));
    timers.advance(90 * SECOND);

    assertEquals(33 * 60 + 30, clock.elapsedSeconds());
    assertEquals(SessionClock.UNKNOWN, clock.leftSeconds());
  }

  @Test
  void fiveMinutesAndOneAreSaidOnceEachWhenTheyAreReached() {
    left(6 * MINUTE);
    timers.advance(MINUTE - 1);
    assertEquals(List.of(), warnings);
    timers.advance(1);
    assertEquals(List.of(300), warnings);
    timers.advance(4 * MINUTE - 1);
    assertEquals(List.of(300), warnings);
    timers.advance(MINUTE);

    assertEquals(List.of(300, 60), warnings);
  }

  @Test
  void whoComesLateIsToldHowLittleIsLeft() {
    left(3 * MINUTE + 20 * SECOND);
    assertEquals(List.of(200), warnings);
    timers.advance(3 * MINUTE);

    assertEquals(List.of(200, 60), warnings);
  }

  @Test
  void whoComesInTheLastMinuteIsToldThatAlone() {
    left(40 * SECOND);
    timers.advance(MINUTE);

    assertEquals(List.of(40), warnings);
  }

  @Test
  void theServicesOwnWarningAndAResumeSayNothingTwice() {
    left(6 * MINUTE);
    timers.advance(MINUTE);
    left(5 * MINUTE);
    left(5 * MINUTE + 900);
    timers.advance(30 * SECOND);
    left(4 * MINUTE + 30 * SECOND);

    assertEquals(List.of(300), warnings);
  }

  @Test
  void aDeadlineThatMovesFarAwayIsWarnedOfAgain() {
    left(4 * MINUTE);
    left(20 * MINUTE);
    timers.advance(16 * MINUTE);

    assertEquals(List.of(240, 300), warnings);
  }

  @Test
  void slowNewsDoNotSetTheClockBack() {
    left(10 * MINUTE);
    timers.advance(MINUTE);
    left(9 * MINUTE + 1_500);
    assertEquals(540, clock.leftSeconds());
    left(9 * MINUTE - 1_500);
    assertEquals(539, clock.leftSeconds());
    left(9 * MINUTE + 5_000);
    assertEquals(545, clock.leftSeconds());
  }

  @Test
  void aLongDeadlineDoesNotOverflow() {
    timers.advance(HOUR);
    left(Integer.MAX_VALUE);

    assertEquals(Integer.MAX_VALUE / SECOND + 1, clock.leftSeconds());
    assertEquals(List.of(), warnings);
  }

  @Test
  void whatWasSwitchedIsToldWithWhatItWasBefore() {
    left(HOUR);
    clock.receive(new RoomStateChanged(RoomStatus.ACTIVE, 0, HOUR, true, true, false));

    assertEquals(List.of("- false", "false true"), switches);
  }

  @Test
  void whenItIsClosedItIsSilent() {
    left(6 * MINUTE);
    clock.close();
    timers.advance(HOUR);

    assertEquals(List.of(360), shown);
    assertEquals(List.of(), warnings);
  }
}
