package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertFalse;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Doors that do not open yet: the page says why, waits, and goes in by itself. */
class DoorTest {
  private static final Duration EARLY = Duration.ofMinutes(10);

  private static Service service;
  private static Participant coach;
  private static Participant client;

  private final List<RoomLinks> rooms = new ArrayList<>();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("EARLY_ENTRY", EARLY.toMinutes() + "m", "MAX_ROOMS", "1"));
    coach = Participant.withFakeDevices();
    client = Participant.withFakeDevices();
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  /** A place that one test takes is no place for the next. */
  @AfterEach
  void endRooms() throws IOException, InterruptedException {
    for (RoomLinks room : rooms) {
      service.mainApp().endRoom(room.roomId(), "system");
    }
  }

  private RoomLinks roomThatOpensIn(Duration wait) throws IOException, InterruptedException {
    Instant start = Instant.now().plus(EARLY).plus(wait);
    RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo").startingAt(start));
    rooms.add(room);
    return room;
  }

  @Test
  void whoComesTooEarlyIsLetInByThePageWhenTheRoomOpens() throws IOException, InterruptedException {
    RoomLinks room = roomThatOpensIn(Duration.ofSeconds(8));
    client.open(room.client());
    client.awaitText("The room opens at");
    client.awaitText("Opens in 0:0");
    assertFalse(client.has("button", "Join"));
    client.button("Join");
  }

  @Test
  void aRoomOfAnotherDaySaysWhichDay() throws IOException, InterruptedException {
    RoomLinks room = roomThatOpensIn(Duration.ofDays(3));
    client.open(room.client());
    client.awaitText("The room opens on");
    assertFalse(client.text().contains("Opens in"), "nobody counts days down");
  }

  @Test
  void whenAllRoomsAreTakenThePageSaysSoAndGetsInOnceOneIsFree()
      throws IOException, InterruptedException {
    RoomLinks taken = roomThatOpensIn(Duration.ZERO);
    coach.join(taken.coach());
    RoomLinks outside = roomThatOpensIn(Duration.ZERO);
    client.open(outside.client());
    client.awaitText("All rooms are taken right now");
    client.awaitText("Next try in 0:");
    client.button("Try again").click();
    client.awaitText("All rooms are taken right now");
    service.mainApp().endRoom(taken.roomId(), "system");
    client.button("Try again").click();
    client.button("Join");
  }

  @Test
  void aServiceThatIsAwayForAMomentIsWaitedFor() throws IOException, InterruptedException {
    RoomLinks room = roomThatOpensIn(Duration.ofSeconds(6));
    client.open(room.client());
    client.awaitText("The room opens at");
    service.stop();
    client.driver().executeScript("window.stayed = true;");
    client.await(
        "the page to notice", () -> client.text().contains("We cannot reach the room service"));
    service.restart();
    client.button("Join");
    client.await(
        "the same page",
        () -> Boolean.TRUE.equals(client.driver().executeScript("return stayed;")));
  }
}
