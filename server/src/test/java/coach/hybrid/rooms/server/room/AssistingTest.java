package coach.hybrid.rooms.server.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbFixtures;
import coach.hybrid.rooms.server.orb.OrbPhase;
import coach.hybrid.rooms.server.orb.OrbPlace;
import coach.hybrid.rooms.server.orb.OrbRules;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The orb in its room: when it is launched, who lets it in, and what people hear of it. */
class AssistingTest {
  private static final String OPEN_MICROPHONE =
      "{\"type\":\"media-state\",\"audio\":true,\"video\":false,\"screen\":false}";
  private static final String CONSENT =
      "{\"type\":\"consent\",\"transcription\":true,\"recording\":false,\"assistant\":true}";
  private static final String NO_CONSENT =
      "{\"type\":\"consent\",\"transcription\":true,\"recording\":false,\"assistant\":false}";

  private final FakeOrbs orbs = new FakeOrbs(true);
  private final RoomScene scene = new RoomScene(orbs);

  private OrbPhase phase() {
    return scene.room.snapshot().orb().phase();
  }

  private static String control(String action) {
    return "{\"type\":\"orb-control\",\"action\":\"" + action + "\"}";
  }

  private static JsonObject lastOf(FakeOutbox outbox, String type) {
    return outbox.take().stream()
        .filter(message -> message.get("type").getAsString().equals(type))
        .reduce((_, last) -> last)
        .orElseThrow();
  }

  private void advance(Duration by) {
    scene.timers.advance(by);
  }

  @Test
  void aClientAloneHasNoOrbAndTheCoachBringsIt() {
    scene.client();
    assertEquals(List.of(), orbs.take());
    scene.coach();
    assertEquals(List.of("launch 1"), orbs.take());
    assertEquals("supportive", orbs.orders.getFirst().personality());
    assertTrue(scene.takeEvents().contains("spawned " + orbs.last().orbId()));
  }

  @Test
  void nothingIsLaunchedBeforeItIsWritten() {
    scene.store.setFull(true);
    scene.coach();
    assertEquals(List.of(), orbs.take());
    scene.store.setFull(false);
    advance(Duration.ofSeconds(1));
    assertEquals(List.of("launch 1"), orbs.take());
  }

  @Test
  void peopleSeeItComeAndGo() {
    FakeOutbox coach = scene.coach();
    assertEquals("starting", lastOf(coach, "orb-state").get("state").getAsString());
    scene.orb();
    assertEquals("ready", lastOf(coach, "orb-state").get("state").getAsString());
    scene.say(coach, control("pause"));
    assertEquals("paused", lastOf(coach, "orb-state").get("state").getAsString());
    scene.say(coach, control("resume"));
    assertEquals("ready", lastOf(coach, "orb-state").get("state").getAsString());
    scene.say(coach, control("dismiss"));
    JsonObject off = lastOf(coach, "orb-state");
    assertEquals("off", off.get("state").getAsString());
    assertEquals("dismissed", off.get("reason").getAsString());
  }

  private Duration dueIn(String name) {
    return scene.room.links().join().alarms().stream()
        .filter(alarm -> alarm.name().equals(name))
        .map(alarm -> Duration.between(scene.clock.instant(), alarm.at()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatItsLifeWaitsForIsShownToWhoLooksForAFault() {
    scene.coach();
    advance(Duration.ofSeconds(12));
    assertEquals(Duration.ofSeconds(48), dueIn("orb-start"));
    scene.orb();

    assertEquals(Duration.ofHours(2).minusSeconds(12), dueIn("orb-lifetime"));
    assertThrows(NoSuchElementException.class, () -> dueIn("orb-start"));
  }

  @Test
  void onlyTheCoachControlsIt() {
    scene.coach();
    FakeOutbox client = scene.client();
    client.take();
    scene.say(client, control("dismiss"));
    assertEquals("not-permitted", client.takeErrorCode());
    assertEquals(OrbPhase.STARTING, phase());
  }

  @Test
  void aDismissedOrbIsAskedThenToldThenMadeToGo() {
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.orb();
    orb.take();
    orbs.take();
    scene.say(coach, control("dismiss"));
    assertEquals("room_cleanup", orb.takeOnly("shutdown_graceful").get("reason").getAsString());
    assertTrue(orbs.told.getLast().contains("shutdown_graceful"));
    advance(Duration.ofSeconds(5));
    assertEquals(List.of("terminate 1"), orbs.take());
    advance(Duration.ofSeconds(10));
    assertEquals(List.of("kill 1"), orbs.take());
    orbs.happens(new OrbEvent.Gone(1, "exit-137"));
    assertEquals(OrbPhase.OFF, phase());
    assertEquals(CloseCode.FORBIDDEN, Objects.requireNonNull(orb.closed()).code());
    assertEquals(0, orbs.taken());
    scene.say(coach, control("start"));
    assertEquals(List.of("launch 2"), orbs.take());
  }

  @Test
  void anOrbOfAnotherGenerationIsTurnedAway() {
    scene.coach();
    String first = orbs.last().orbId();
    orbs.happens(new OrbEvent.Gone(1, "exit-1"));
    advance(Duration.ofSeconds(2));
    assertEquals(2, orbs.last().generation());
    FakeOutbox late = scene.join(RoomScene.orbEntrant(first, 1), "late");
    assertEquals(CloseCode.FORBIDDEN, Objects.requireNonNull(late.closed()).code());
    FakeOutbox present = scene.orb();
    assertNull(present.closed());
    assertEquals(OrbPhase.READY, phase());
  }

  @Test
  void aFailingOrbIsReplacedThreeTimesWithMoreAndMorePatience() {
    FakeOutbox coach = scene.coach();
    for (int i = 0; i < 3; i++) {
      orbs.happens(new OrbEvent.Gone(i + 1, "exit-1"));
      Duration delay = Duration.ofSeconds(2L << (2 * i));
      advance(delay.minusMillis(1));
      assertEquals(i + 1, orbs.last().generation(), "not yet");
      advance(Duration.ofMillis(1));
      assertEquals(i + 2, orbs.last().generation());
    }
    orbs.happens(new OrbEvent.Gone(4, "exit-1"));
    advance(Duration.ofHours(1).minusMinutes(5));
    assertEquals(4, orbs.last().generation());
    JsonObject told = lastOf(coach, "orb-state");
    assertEquals("unavailable", told.get("state").getAsString());
    assertEquals("crashed", told.get("reason").getAsString());
    assertEquals(0, orbs.taken());
  }

  @Test
  void anOrbThatGivesNoSignOfLifeIsKilledAndReplaced() {
    scene.say(scene.coach(), OPEN_MICROPHONE);
    FakeOutbox orb = scene.orb();
    for (int i = 0; i < 20; i++) {
      advance(Duration.ofSeconds(30));
      scene.report(orb, "{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":20.5,\"memory\":108}}");
    }
    assertEquals(OrbPhase.READY, phase());
    assertTrue(orbs.take().contains("cost 20 108"));
    advance(Duration.ofMinutes(5));
    assertEquals(OrbPhase.STOPPING, phase());
    assertTrue(orbs.take().contains("terminate 1"));
    advance(Duration.ofSeconds(5));
    assertTrue(orbs.take().contains("kill 1"));
    orbs.happens(new OrbEvent.Gone(1, "exit-137"));
    advance(Duration.ofSeconds(2));
    assertEquals(List.of("launch 2"), orbs.take());
  }

  @Test
  void oneThatCostsTooMuchAtThreeLooksIsReplaced() {
    scene.say(scene.coach(), OPEN_MICROPHONE);
    FakeOutbox orb = scene.orb();
    String fat = "{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":20,\"memory\":3000}}";
    String thin = "{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":20,\"memory\":100}}";
    for (String beat : List.of(fat, fat, thin, fat, fat)) {
      scene.report(orb, beat);
      advance(Duration.ofSeconds(30));
    }
    assertEquals(OrbPhase.READY, phase());
    scene.report(orb, fat);
    assertEquals(OrbPhase.STOPPING, phase());
  }

  @Test
  void oneWhoseHeartBeatsFastIsNotFoundTooDearForOneSecond() {
    scene.say(scene.coach(), OPEN_MICROPHONE);
    FakeOutbox orb = scene.orb();
    String busy = "{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":180,\"memory\":100}}";
    for (int i = 0; i < 45; i++) {
      scene.report(orb, busy);
      assertEquals(OrbPhase.READY, phase(), "after " + i + " s");
      advance(Duration.ofSeconds(1));
    }
    assertTrue(orbs.take().contains("cost 180 100"));
    advance(Duration.ofSeconds(15));
    scene.report(orb, busy);
    assertEquals(OrbPhase.STOPPING, phase());
  }

  @Test
  void aProcessThatCallsItselfThinIsMeasuredAllTheSame() {
    orbs.rules = new OrbRules(OrbFixtures.TIMING, List.of(OrbPlace.PROCESS), 2_048, 50);
    RoomScene local = new RoomScene(orbs);
    local.coach();
    FakeOutbox orb = local.orb();
    for (int i = 0; i < 3; i++) {
      orbs.happens(new OrbEvent.Measured(1, 20, 3_000));
      local.report(orb, "{\"type\":\"orb_heartbeat\",\"metrics\":{\"cpu\":20,\"memory\":100}}");
    }
    assertEquals(OrbPhase.STOPPING, local.room.snapshot().orb().phase());
  }

  @Test
  void anEmptyRoomKeepsItForTheGraceOnly() {
    FakeOutbox coach = scene.coach();
    scene.orb();
    scene.say(coach, "{\"type\":\"leave\"}");
    advance(Duration.ofSeconds(59));
    assertEquals(OrbPhase.READY, phase());
    advance(Duration.ofSeconds(1));
    assertEquals(OrbPhase.STOPPING, phase());
    orbs.happens(new OrbEvent.Gone(1, "terminated"));
    orbs.take();
    scene.coach();
    assertEquals(List.of("launch 2"), orbs.take());
  }

  @Test
  void anIdleOrbGoesAndComesBackWithAVoice() {
    FakeOutbox coach = scene.coach();
    scene.orb();
    scene.say(coach, OPEN_MICROPHONE);
    for (int i = 0; i < 4; i++) {
      advance(Duration.ofMinutes(4));
      orbs.happens(new OrbEvent.Heard(1));
    }
    assertEquals(OrbPhase.READY, phase(), "somebody could speak");
    scene.say(coach, OPEN_MICROPHONE.replace("true", "false"));
    advance(Duration.ofMinutes(4));
    orbs.happens(new OrbEvent.Heard(1));
    advance(Duration.ofMinutes(1));
    assertEquals(OrbPhase.STOPPING, phase());
    orbs.happens(new OrbEvent.Gone(1, "terminated"));
    assertEquals(OrbPhase.DORMANT, phase());
    orbs.take();
    scene.say(coach, OPEN_MICROPHONE);
    assertEquals(List.of("launch 2"), orbs.take());
  }

  @Test
  void withoutAPlaceTheCoachIsToldAndGetsItWhenThereIsOne() {
    orbs.limit(1);
    orbs.requestSlot("another-room", NOBODY);
    FakeOutbox coach = scene.coach();
    JsonObject told = lastOf(coach, "orb-state");
    assertEquals("unavailable", told.get("state").getAsString());
    assertEquals("at-capacity", told.get("reason").getAsString());
    assertTrue(scene.takeEvents().contains("not spawned: at-capacity"));
    orbs.releaseSlot();
    assertEquals(List.of("launch 1"), orbs.take());
  }

  private static final coach.hybrid.rooms.server.orb.OrbOwner NOBODY =
      new coach.hybrid.rooms.server.orb.OrbOwner() {
        @Override
        public void happened(OrbEvent event) {}

        @Override
        public void said(int generation, String message) {}
      };

  @Test
  void anOrbAtAManagerIsAdoptedAgainAfterARestart() {
    scene.coach();
    scene.orb();
    scene.crash(Duration.ofSeconds(3));
    assertEquals(List.of("launch 1", "adopt 1", "probe 1"), orbs.take());
    assertEquals(OrbPhase.READY, phase());
    scene.orb();
    advance(Duration.ofSeconds(30));
    assertEquals(List.of("probe 1"), orbs.take(), "no second one");
    assertEquals(1, orbs.taken());
  }

  @Test
  void anOrderOfWhichNobodyKnowsIsEndedAfterARestart() {
    orbs.answers = false;
    scene.coach();
    scene.crash(Duration.ofSeconds(3));
    assertEquals(List.of("launch 1", "adopt 1", "kill 1"), orbs.take());
    orbs.happens(new OrbEvent.Gone(1, "swept"));
    assertEquals(List.of("launch 2"), orbs.take());
  }

  @Test
  void theEndOfTheRoomWaitsForTheOrbsWords() {
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.orb();
    orb.take();
    var _ = scene.room.end(EndReason.SESSION_COMPLETED);
    assertNotNull(coach.closed());
    assertNull(orb.closed(), "it may still speak");
    assertEquals("session_complete", lastOf(orb, "shutdown_graceful").get("reason").getAsString());
    assertNull(scene.room.snapshot().summary());
    scene.report(
        orb,
        "{\"type\":\"session_summary\",\"summary\":{\"keyTopics\":[\"breathing\"],"
            + "\"progress\":\"Good progress\",\"recommendations\":\"Practise daily\"}}");
    var summary = Objects.requireNonNull(scene.room.snapshot().summary());
    assertEquals(List.of("breathing"), summary.keyTopics());
    assertEquals(List.of("Practise daily"), summary.actionItems());
    assertTrue(summary.text().contains("Good progress"));
    orbs.happens(new OrbEvent.Gone(1, "exit-0"));
    assertNotNull(orb.closed());
    assertEquals(OrbPhase.OFF, phase());
  }

  @Test
  void aSilentOrbDelaysTheSummaryForFiveSecondsOnly() {
    scene.coach();
    scene.orb();
    var _ = scene.room.end(EndReason.SESSION_COMPLETED);
    advance(Duration.ofMillis(4_999));
    assertNull(scene.room.snapshot().summary());
    advance(Duration.ofMillis(1));
    assertNotNull(scene.room.snapshot().summary());
  }

  @Test
  void withoutConsentNoVoiceGoesToTheOrb() {
    FakeOutbox coach = scene.coach();
    FakeOutbox client = scene.client();
    FakeOutbox orb = scene.orb();
    coach.take();
    String offer = offer("sendrecv", RoomScene.ORB);
    orb.take();
    scene.say(coach, offer);
    assertEquals("not-permitted", coach.takeErrorCode());
    assertEquals(List.of(), orb.take());
    scene.say(coach, offer("recvonly", RoomScene.ORB));
    assertEquals(List.of("offer"), orb.takeTypes());
    client.take();
    scene.say(coach, offer("sendrecv", RoomScene.CLIENT));
    assertEquals(List.of("offer"), client.takeTypes(), "people hear each other");
    scene.say(coach, CONSENT);
    assertTrue(client.takeOnly("consent-changed").get("assistant").getAsBoolean());
    orb.take();
    scene.say(coach, offer);
    assertEquals(List.of("offer"), orb.takeTypes());
    scene.say(coach, NO_CONSENT);
    coach.take();
    scene.say(coach, offer);
    assertEquals("not-permitted", coach.takeErrorCode(), "it is revocable");
  }

  private static String offer(String direction, String toId) {
    return "{\"type\":\"offer\",\"toId\":\""
        + toId
        + "\",\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\\r\\nm=audio 9 UDP/TLS/RTP/SAVPF 111\\r\\na="
        + direction
        + "\\r\\n\"}}";
  }

  @Test
  void consentIsThePersonsAndOutlivesARestart() {
    FakeOutbox coach = scene.coach();
    scene.say(coach, CONSENT);
    scene.crash(Duration.ofSeconds(1));
    FakeOutbox client = scene.client();
    JsonObject peer =
        client.takeOnly("peer-discovery").getAsJsonArray("peers").get(0).getAsJsonObject();
    assertTrue(peer.getAsJsonObject("consent").get("assistant").getAsBoolean());
    assertFalse(peer.getAsJsonObject("consent").get("recording").getAsBoolean());
  }

  @Test
  void theOrbsOwnWordsAreCaptions() {
    FakeOutbox coach = scene.coach();
    FakeOutbox orb = scene.orb();
    coach.take();
    orb.take();
    scene.report(
        orb, "{\"type\":\"utterance\",\"text\":\"Hello\",\"startMillis\":10,\"endMillis\":900}");
    JsonObject caption = coach.takeOnly("caption");
    assertEquals("Hello", caption.get("text").getAsString());
    assertEquals(RoomScene.ORB, caption.get("fromId").getAsString());
    assertTrue(caption.get("final").getAsBoolean());
    assertEquals(List.of(), orb.takeTypes(), "it does not hear itself");
  }

  @Test
  void switchedOffAndOnAgainByTheMainAppItStartsAfresh() {
    scene.coach();
    scene.orb();
    var _ = scene.room.configure(switched(false));
    assertEquals(OrbPhase.STOPPING, phase());
    orbs.happens(new OrbEvent.Gone(1, "exit-0"));
    assertEquals(OrbPhase.OFF, phase());
    orbs.take();
    var _ = scene.room.configure(switched(true));
    assertEquals(List.of("launch 2"), orbs.take());
  }

  private static RoomSettings.Change switched(boolean on) {
    return new RoomSettings.Change(on, null, null, null, null, null, null);
  }

  @Test
  void noTimerOutlivesTheRoomAndItsOrb() {
    scene.coach();
    scene.orb();
    var _ = scene.room.end(EndReason.SESSION_COMPLETED);
    orbs.happens(new OrbEvent.Gone(1, "exit-0"));
    assertEquals(1, scene.timers.waiting(), "the retention alone");
  }
}
