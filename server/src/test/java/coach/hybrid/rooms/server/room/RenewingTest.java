package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who sits gets a new token before his own has run out. */
class RenewingTest {
  private static final Duration TOKEN_LIFE = Duration.ofMillis(FakeTokens.LIFE_MILLIS);

  private final RoomScene scene = new RoomScene();

  private FakeOutbox join(Entrant who, @Nullable String instance, Duration left) {
    Instant now = scene.clock.instant();
    Entrant holder =
        new Entrant(
            who.userId(),
            who.name(),
            who.role(),
            who.type(),
            who.permissions(),
            left.isNegative(),
            null,
            new TokenLife(now.minusSeconds(60), now.plus(left)));
    FakeOutbox outbox = scene.join(holder, instance);
    outbox.take();
    return outbox;
  }

  private FakeOutbox coach(Duration left) {
    return join(RoomScene.COACH_ENTRANT, "coach-page", left);
  }

  private static List<String> tokens(FakeOutbox outbox) {
    return outbox.take().stream()
        .filter(message -> message.get("type").getAsString().equals("token-refreshed"))
        .map(message -> message.get("token").getAsString())
        .toList();
  }

  private static Duration dueAfter(Duration left) {
    Instant now = Instant.EPOCH;
    return Duration.between(now, Renewing.due(now, now.plus(left)));
  }

  @Test
  void aTokenIsRenewedAtTwoThirdsOfItsLifeButWithinItsLastHourAndBeforeItsLastMinute() {
    assertEquals(Duration.ofMinutes(60), dueAfter(Duration.ofMinutes(90)));
    assertEquals(Duration.ofHours(23), dueAfter(Duration.ofHours(24)));
    assertEquals(Duration.ofMinutes(20), dueAfter(Duration.ofMinutes(30)));
    assertEquals(Duration.ofSeconds(60), dueAfter(Duration.ofSeconds(120)));
    assertEquals(Duration.ZERO, dueAfter(Duration.ofSeconds(30)));
    assertEquals(Duration.ZERO, dueAfter(Duration.ofSeconds(-5)));
  }

  @Test
  void aPageGetsATokenBeforeItsOwnHasRunOutAndAnotherBeforeThat() {
    FakeOutbox coach = coach(Duration.ofMinutes(30));
    scene.timers.advance(Duration.ofMinutes(19));
    assertEquals(List.of(), tokens(coach));
    scene.timers.advance(Duration.ofMinutes(1));
    assertEquals(List.of("token 1 of coach-1"), tokens(coach));
    scene.timers.advance(TOKEN_LIFE.multipliedBy(2).dividedBy(3).minusSeconds(1));
    assertEquals(List.of(), tokens(coach));
    scene.timers.advance(Duration.ofSeconds(1));
    assertEquals(List.of("token 2 of coach-1"), tokens(coach));
  }

  @Test
  void eachPageGetsItsOwnAtItsOwnTime() {
    FakeOutbox coach = coach(Duration.ofMinutes(30));
    FakeOutbox client = join(RoomScene.CLIENT_ENTRANT, "client-page", Duration.ofMinutes(15));
    scene.timers.advance(Duration.ofMinutes(10));
    assertEquals(List.of("token 1 of client-1"), tokens(client));
    scene.timers.advance(Duration.ofMinutes(10));
    assertEquals(List.of("token 2 of coach-1"), tokens(coach));
    assertEquals(List.of(), tokens(client));
  }

  @Test
  void whoComesBackWithAnExpiredTokenGetsANewOneAtOnce() {
    scene.lose(coach(Duration.ofMinutes(30)));
    Entrant expired =
        new Entrant(
            RoomScene.COACH,
            "Coach",
            RoomScene.COACH_ENTRANT.role(),
            RoomScene.COACH_ENTRANT.type(),
            RoomScene.COACH_ENTRANT.permissions(),
            true,
            null,
            new TokenLife(Instant.EPOCH, scene.clock.instant().minusSeconds(1)));
    FakeOutbox back = scene.join(expired, "coach-page");
    assertEquals(List.of("token 1 of coach-1"), tokens(back));
  }

  @Test
  void whoHasNoSeatGetsNone() {
    FakeOutbox coach = coach(Duration.ofMinutes(30));
    scene.lose(coach);
    scene.timers.advance(Duration.ofMinutes(10));
    assertEquals(List.of(), tokens(coach));
    FakeOutbox back = coach(Duration.ofMinutes(30));
    scene.timers.advance(Duration.ofMinutes(20));
    assertEquals(List.of("token 1 of coach-1"), tokens(back));
  }

  @Test
  void anEndedRoomRenewsNothing() {
    FakeOutbox coach = coach(Duration.ofMinutes(30));
    scene.room.end(EndReason.SESSION_COMPLETED).join();
    scene.timers.advance(Duration.ofMinutes(29));
    assertEquals(List.of(), tokens(coach));
  }

  @Test
  void aPeerOfTheSeedsIsNotBothered() {
    FakeOutbox legacy = join(RoomScene.COACH_ENTRANT, null, Duration.ofMinutes(30));
    scene.timers.advance(Duration.ofMinutes(25));
    assertEquals(List.of(), tokens(legacy));
  }
}
