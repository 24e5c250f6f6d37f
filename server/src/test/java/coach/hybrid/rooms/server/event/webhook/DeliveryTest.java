package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Order and persistence, one step at a time. */
class DeliveryTest {
  private static final String HOST = "main.app";

  @TempDir Path directory;
  private WebhookScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new WebhookScene(directory);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private WebhookStatus status(String id) {
    WebhookStatus status = scene.webhooks.find(id);
    assertNotNull(status);
    return status;
  }

  @Test
  void eventsOfOneRoomGoOutOneAfterTheOther() {
    scene.webhook(HOST);
    scene.started("a", 3);
    for (int seq = 1; seq <= 3; seq++) {
      assertEquals(List.of("a#" + seq), scene.sender.open());
      scene.sender.take().answer(200);
    }
    assertEquals(List.of(), scene.sender.open());
  }

  @Test
  void theBodyIsTheEventsOwnText() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    assertEquals("{\"type\":\"room-started\",\"seq\":1}", scene.sender.take().body());
  }

  @Test
  void sixteenRoomsAreToldAtOnceAndTheNextWaitsForItsTurn() {
    scene.webhook(HOST);
    for (int i = 1; i <= 18; i++) {
      scene.started("room-" + i, 2);
    }
    assertEquals(16, scene.sender.open().size());
    scene.sender.take("room-1#1").answer(204);
    assertTrue(scene.sender.open().contains("room-17#1"), "those who wait come first");
    assertEquals(16, scene.sender.open().size());
    scene.sender.rule(HOST, 200);
    while (!scene.sender.open().isEmpty()) {
      scene.sender.take().answer(200);
    }
    assertEquals(36, scene.sender.seen().size());
  }

  @Test
  void aFailingReceiverIsProbedByOneRoomAtATime() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    scene.sender.take().answer(500);
    for (int i = 0; i < 20; i++) {
      scene.started("room-" + i, 3);
    }
    assertEquals(List.of(), scene.sender.open());
    scene.alarm.next();
    assertEquals(1, scene.sender.open().size());
    scene.alarm.advance(Duration.ofMinutes(10));
    assertEquals(1, scene.sender.open().size());
    scene.sender.take().answer(200);
    assertEquals(16, scene.sender.open().size());
  }

  @Test
  void restsGrowFromASecondToAnHourAndStay() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    double expected = 1_000;
    for (int failure = 1; failure <= 20; failure++) {
      scene.sender.take().fail();
      long rest = scene.alarm.next().toMillis();
      assertTrue(rest >= expected * 0.79 && rest <= 3_600_000, failure + ": " + rest);
      assertTrue(rest <= expected * 1.21, failure + ": " + rest);
      expected = Math.min(expected * 2, 3_600_000);
    }
    assertTrue(scene.deadIds(scene.webhooks.all().getFirst().webhook().id()).isEmpty());
  }

  @Test
  void aReceiversWishToBeLeftAloneIsRespectedByAllRooms() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    scene.sender.take().answer(429, Duration.ofSeconds(90));
    scene.happen("b", "room-started");
    scene.alarm.advance(Duration.ofSeconds(89));
    assertEquals(List.of(), scene.sender.open());
    scene.alarm.advance(Duration.ofSeconds(1));
    assertEquals(1, scene.sender.open().size());
  }

  @Test
  void aWishOfDaysIsCutToAnHour() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    scene.sender.take().answer(503, Duration.ofDays(5));
    scene.alarm.advance(Duration.ofMinutes(59));
    assertEquals(List.of(), scene.sender.open());
    scene.alarm.advance(Duration.ofMinutes(1));
    assertEquals(1, scene.sender.open().size());
  }

  @Test
  void redirectsAndRefusalsAreFailuresThatAreTriedAgain() {
    scene.webhook(HOST);
    scene.happen("a", "room-started");
    for (int status : new int[] {301, 307, 400, 401, 404, 408, 425, 429, 500, 503}) {
      scene.sender.take("a#1").answer(status);
      scene.alarm.next();
    }
    assertEquals(List.of("a#1"), scene.sender.open());
  }

  @Test
  void oneEventThatIsNeverTakenHoldsUpItsOwnRoomOnly() {
    scene.webhook(HOST);
    scene.started("bad", 2);
    scene.sender.take("bad#1").answer(500);
    scene.happen("good", "room-started");
    for (int i = 0; i < 200 && scene.sender.seen().size() < 60; i++) {
      if (scene.sender.open().isEmpty()) {
        scene.alarm.next();
      }
      for (String id : scene.sender.open()) {
        scene.sender.take(id).answer(id.startsWith("bad") ? 500 : 200);
        if (id.startsWith("good")) {
          scene.happen("good", "room-started");
        }
      }
    }
    long good = scene.sender.seen().stream().filter(id -> id.startsWith("good")).distinct().count();
    assertTrue(good > 20, scene.sender.seen().toString());
    assertTrue(scene.sender.seen().stream().noneMatch("bad#2"::equals));
  }

  @Test
  void aNewRoomNeedNotWaitOutTheLongRestOfAnother() {
    scene.webhook(HOST);
    scene.happen("bad", "room-started");
    for (int i = 0; i < 14; i++) {
      scene.sender.take().answer(500);
      scene.alarm.next();
    }
    scene.sender.take().answer(500);
    scene.happen("good", "room-started");
    scene.alarm.advance(Duration.ofMinutes(1));
    assertEquals(List.of("good#1"), scene.sender.open());
  }

  @Test
  void afterThreeDaysItIsADeadLetterAndTheNextProceeds() {
    String id = scene.webhook(HOST);
    scene.happen("a", "room-started");
    scene.clock.advance(Duration.ofHours(1));
    scene.happen("a", "room-ended");
    scene.sender.take().answer(500);
    scene.alarm.advance(WebhookScene.GIVE_UP.minusMinutes(90));
    scene.sender.take("a#1").answer(500);
    assertEquals(List.of(), scene.deadIds(id));
    while (scene.deadIds(id).isEmpty()) {
      scene.alarm.next();
      scene.sender.take("a#1").answer(404);
    }
    var letter = scene.deadLetters(id).getFirst();
    assertEquals("a#1", letter.eventId());
    assertEquals(404, letter.lastStatus());
    assertTrue(letter.attempts() >= 3, letter.toString());
    scene.alarm.next();
    scene.sender.take("a#2").answer(200);
    assertEquals(List.of("a#1"), scene.deadIds(id));
  }

  @Test
  void evenAnOldEventIsTriedBeforeItIsGivenUp() throws Exception {
    String id = scene.webhook(HOST);
    scene.started("a", 2);
    scene.clock.advance(Duration.ofDays(4));
    scene.restart();
    scene.sender.take("a#1").answer(200);
    scene.sender.take("a#2").fail();
    assertEquals(List.of("a#2"), scene.deadIds(id));
  }

  @Test
  void goneDisablesAndBuriesWhatWasNotToldAndWhatIsToCome() throws Exception {
    String id = scene.webhook(HOST, "room-started", "room-ended");
    scene.happen("a", "room-started", "participant-joined", "room-ended");
    scene.happen("b", "room-started");
    scene.sender.take("a#1").answer(410);
    scene.sender.take("b#1").answer(500);
    assertTrue(status(id).webhook().disabled());
    scene.restart();
    scene.happen("c", "room-started");
    assertEquals(List.of(), scene.sender.seen());
    assertTrue(status(id).webhook().disabled());
    while (scene.alarm.waiting() > 0) {
      scene.alarm.next();
    }
    assertEquals(List.of("a#1", "a#3", "b#1", "c#1"), scene.deadIds(id));
    assertEquals(0, status(id).pending());
    scene.webhooks.enable(id);
    scene.happen("a", "room-ended");
    assertEquals(List.of("a#4"), scene.sender.open());
  }

  @Test
  void enablingAFailingWebhookTriesItAtOnce() {
    String id = scene.webhook(HOST);
    scene.happen("a", "room-started");
    for (int i = 0; i < 12; i++) {
      scene.sender.take().fail();
      scene.alarm.next();
    }
    scene.sender.take().fail();
    assertEquals(13, status(id).health().consecutiveFailures());
    scene.webhooks.enable(id);
    scene.sender.take("a#1").answer(200);
    assertEquals(0, status(id).health().consecutiveFailures());
  }

  @Test
  void aDeadReceiverDoesNotHoldUpAnother() {
    String dead = scene.webhook("dead.app");
    String well = scene.webhook("well.app");
    scene.sender.rule("dead.app", 500);
    scene.sender.rule("well.app", 200);
    for (int i = 0; i < 10; i++) {
      scene.started("room-" + i, 5);
    }
    assertEquals(0, status(well).pending());
    assertEquals(50, status(dead).pending());
    assertNull(status(well).health().failingSince());
    assertNotNull(status(dead).health().failingSince());
    scene.sender.rule("dead.app", 200);
    scene.alarm.advance(Duration.ofHours(2));
    assertEquals(0, status(dead).pending());
  }

  @Test
  void afterARestartItGoesOnWhereItWas() throws Exception {
    scene.webhook(HOST);
    scene.started("a", 4);
    scene.started("b", 1);
    scene.sender.take("a#1").answer(200);
    scene.sender.take("a#2").answer(200);
    scene.sender.take("a#3"); // Sent, and its answer never heard.
    scene.restart();
    assertEquals(List.of("a#3", "b#1"), scene.sender.open().stream().sorted().toList());
    scene.sender.rule(HOST, 200);
    scene.sender.take("a#3").answer(200);
    scene.sender.take("b#1").answer(200);
    scene.restart();
    assertEquals(List.of(), scene.sender.seen());
  }

  @Test
  void whoRegistersLaterHearsOnlyWhatComesThen() throws Exception {
    scene.started("old", 3);
    scene.webhook(HOST);
    assertEquals(List.of(), scene.sender.open());
    scene.restart();
    assertEquals(List.of(), scene.sender.open());
    scene.happen("old", "room-ended");
    scene.happen("new", "room-started");
    assertEquals(List.of("old#4", "new#1"), scene.sender.open());
  }

  @Test
  void whatIsNotWantedIsPassedOver() {
    String id = scene.webhook(HOST, "room-ended");
    scene.happen("a", "room-started", "participant-joined", "room-ended", "summary-ready");
    scene.sender.take("a#3").answer(200);
    assertEquals(List.of("a#3"), scene.sender.seen());
    assertEquals(0, status(id).pending());
  }

  @Test
  void aDeliveryThatCannotBeWrittenDownIsNotRepeatedWhileTheServiceLives() {
    scene.webhook(HOST);
    scene.started("a", 2);
    scene.store.setFull(true);
    scene.sender.take("a#1").answer(200);
    scene.alarm.advance(Duration.ofSeconds(10));
    assertEquals(List.of("a#1"), scene.sender.seen());
    scene.store.setFull(false);
    scene.alarm.advance(Duration.ofSeconds(1));
    assertEquals(List.of("a#2"), scene.sender.open());
  }

  @Test
  void aFullStoreLosesNoDeadLetter() {
    String id = scene.webhook(HOST);
    scene.started("a", 2);
    scene.sender.take("a#1").answer(410);
    scene.store.setFull(true);
    scene.happen("a", "room-ended");
    scene.alarm.advance(Duration.ofSeconds(5));
    scene.store.setFull(false);
    scene.alarm.advance(Duration.ofSeconds(1));
    assertEquals(List.of("a#1", "a#2", "a#3"), scene.deadIds(id));
  }

  @Test
  void aPurgedRoomTakesEverythingAlongAndItsNameBeginsAnew() throws Exception {
    String id = scene.webhook(HOST);
    scene.started("a", 3);
    scene.sender.take("a#1").answer(200);
    scene.clock.advance(Duration.ofDays(4));
    scene.sender.take("a#2").answer(500);
    assertEquals(List.of("a#2"), scene.deadIds(id));
    scene.purge("a");
    assertEquals(List.of(), scene.deadIds(id));
    assertEquals(java.util.Map.of(), scene.store.cursors(id));
    scene.alarm.advance(Duration.ofHours(2));
    assertEquals(List.of(), scene.sender.open());
    scene.happen("a", "room-started");
    scene.alarm.advance(Duration.ofHours(2));
    assertEquals(List.of("a#1"), scene.sender.open());
    scene.restart();
    assertEquals(List.of("a#1"), scene.sender.open());
  }

  @Test
  void anAnswerThatComesAfterThePurgeLeavesNothingBehind() {
    String id = scene.webhook(HOST);
    scene.started("a", 2);
    FakeSender.Request late = scene.sender.take("a#1");
    scene.purge("a");
    late.answer(200);
    assertEquals(java.util.Map.of(), scene.store.cursors(id));
    assertEquals(List.of(), scene.sender.open());
  }

  @Test
  void aDeletedWebhookIsToldNothingMoreAndLeavesNothingBehind() throws Exception {
    String id = scene.webhook(HOST);
    scene.started("a", 2);
    FakeSender.Request late = scene.sender.take("a#1");
    assertTrue(scene.webhooks.remove(id));
    late.answer(200);
    scene.happen("a", "room-ended");
    assertEquals(List.of(), scene.sender.open());
    assertEquals(java.util.Map.of(), scene.store.cursors(id));
    scene.restart();
    assertEquals(List.of(), scene.webhooks.all());
  }

  @Test
  void closingDeliversToThoseWhoAreWellAndLeavesTheRest() throws Exception {
    String dead = scene.webhook("dead.app");
    scene.webhook("well.app");
    scene.sender.rule("dead.app", 500);
    scene.started("a", 3);
    scene.sender.rule("well.app", 200);
    Thread closing = Thread.startVirtualThread(() -> scene.webhooks.close(Duration.ofSeconds(20)));
    scene.sender.take("a#1").answer(200);
    closing.join();
    assertTrue(scene.sender.closed());
    assertEquals(
        IntStream.rangeClosed(1, 3).mapToObj(seq -> "a#" + seq).toList(),
        scene.sender.seen().stream().distinct().toList());
    scene.restart();
    assertEquals(List.of("a#1"), scene.sender.open());
    assertEquals(3, status(dead).pending());
  }

  @Test
  void closingWaitsOnlySoLongForASlowReceiver() throws Exception {
    scene.webhook(HOST);
    scene.started("a", 2);
    scene.webhooks.close(Duration.ofMillis(50));
    scene.sender.take("a#1").answer(200);
    assertEquals(List.of(), scene.sender.open());
    scene.restart();
    assertEquals(List.of("a#2"), scene.sender.open());
  }
}
