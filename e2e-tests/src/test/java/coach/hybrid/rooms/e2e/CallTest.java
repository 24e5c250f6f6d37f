package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.e2e.CallProbe.LinkStats;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Coach and client in two real browsers, judged by what their peer connections received. */
class CallTest {
  private static Service service;
  private static Participant coach;
  private static Participant client;

  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
    coach = Participant.withFakeDevices();
    client = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  @BeforeEach
  void createRoom() throws IOException, InterruptedException {
    room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
  }

  private void joinBoth() {
    coach.join(room.coach());
    client.join(room.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
  }

  @Test
  void bothSeeAndHearEachOther() throws IOException, InterruptedException {
    joinBoth();
    coach.assertSeesOnly("Cleo");
    client.assertSeesOnly("Ada");
    assertEquals("active", service.mainApp().status(room.roomId()).get("status").getAsString());
  }

  @Test
  void theTokenLeavesTheAddressBarAtOnce() {
    coach.open(room.coach());
    coach.button("Join");
    assertEquals(service.origin() + "/room/" + room.roomId(), coach.driver().getCurrentUrl());
  }

  @Test
  void mutingSilencesAndUnmutingBringsTheVoiceBack() {
    joinBoth();
    client.button("Microphone").click();
    assertFalse(client.isPressed("Microphone"));
    // The last of the voice may still be in the jitter buffer; then no energy is added any more.
    Await.until("silence", Participant.SOON, () -> addsNoEnergy(coach));
    client.button("Microphone").click();
    double before = coach.energy();
    Await.until("the voice again", Participant.SOON, () -> coach.energy() > before + 1e-4);
  }

  /**
   * Two seconds played without sound; the fake microphone beeps every second. Hardly a packet comes
   * meanwhile: silence is not sent.
   */
  private static boolean addsNoEnergy(Participant listener) {
    LinkStats before = listener.links().getFirst();
    Await.until(
        "two seconds",
        Participant.SOON,
        () -> listener.links().getFirst().audioSeconds() > before.audioSeconds() + 2);
    return listener.links().getFirst().audioEnergy() - before.audioEnergy() < 1e-6;
  }

  @Test
  void turningTheCameraOffStopsThePictureAndOnBringsItBack() {
    joinBoth();
    client.button("Camera").click();
    Await.until("no new pictures", Participant.SOON, () -> addsNoPictures(coach));
    client.button("Camera").click();
    long before = coach.decoded();
    Await.until("pictures again", Participant.SOON, () -> coach.decoded() > before + 10);
  }

  private static boolean addsNoPictures(Participant viewer) {
    LinkStats before = viewer.links().getFirst();
    Await.until(
        "packets",
        Participant.SOON,
        () -> viewer.links().getFirst().audioPackets() > before.audioPackets() + 50);
    return viewer.links().getFirst().framesDecoded() == before.framesDecoded();
  }

  @Test
  void aSharedScreenArrivesAsATrackOfItsOwnAndGoesAgain() {
    joinBoth();
    coach.button("Share screen").click();
    Await.until("two pictures at once", Participant.SOON, () -> livePictures(client) == 2);
    client.find("figure", "Ada's screen");
    coach.button("Share screen").click();
    client.await("the screen to go", () -> !client.has("figure", "Ada's screen"));
    assertTrue(client.has("figure", "Ada"));
  }

  /** How many video sections have decoded anything. */
  private static long livePictures(Participant viewer) {
    return viewer.links().getFirst().frames().stream()
        .filter(section -> section.decoded() > 0)
        .count();
  }

  @Test
  void leavingTakesTheTileAwayAndRejoiningBringsItBack() {
    joinBoth();
    client.button("Leave").click();
    coach.await("an empty room", () -> coach.remoteTiles().isEmpty());
    client.button("Rejoin").click();
    coach.awaitMedia(1);
    client.awaitMedia(1);
    coach.assertSeesOnly("Cleo");
  }

  @Test
  void theCoachIsAskedBeforeLeaving() {
    coach.join(room.coach());
    coach.button("Leave").click();
    coach.button("Leave the call").click();
    coach.button("Rejoin");
  }

  @Test
  void whenTheMainAppEndsTheRoomBothAreTold() throws IOException, InterruptedException {
    joinBoth();
    service.mainApp().endRoom(room.roomId(), "system");
    for (Participant person : List.of(coach, client)) {
      person.await("the end page", () -> !person.has("button", "Leave"));
      assertTrue(person.links().isEmpty(), "peer connections are closed");
    }
    assertEquals("ended", service.mainApp().status(room.roomId()).get("status").getAsString());
  }

  @Test
  void whoeverSpeaksIsMarked() {
    joinBoth();
    coach.awaitText("speaking");
  }
}
