package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.CallProbe.LinkStats;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Another engine on one side: Chromium and Firefox understand each other, whoever offers. */
class FirefoxTest {
  @Test
  void aFirefoxClientAndAChromiumCoachSeeAndHearEachOther()
      throws IOException, InterruptedException {
    try (Service service = Service.start(Map.of());
        Participant coach = Participant.withFakeDevices();
        Firefox client = Firefox.start()) {
      RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
      coach.join(room.coach());
      client.open(room.client());
      client.click("Join");
      assertMedia(coach, client);
      coach.assertSeesOnly("Cleo");
    }
  }

  @Test
  void aFirefoxCoachMakesTheOfferToAChromiumClient() throws IOException, InterruptedException {
    try (Service service = Service.start(Map.of());
        Participant client = Participant.withFakeDevices();
        Firefox coach = Firefox.start()) {
      RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
      client.join(room.client());
      coach.open(room.coach());
      coach.click("Join");
      assertMedia(client, coach);
      client.assertSeesOnly("Ada");
    }
  }

  private static void assertMedia(Participant chromium, Firefox firefox) {
    chromium.awaitMedia(1);
    Await.until(
        () -> "pictures and sound in Firefox: " + firefox.links(),
        Participant.SOON,
        () -> {
          List<LinkStats> links = firefox.links();
          return links.size() == 1
              && links.getFirst().framesDecoded() > 10
              && links.getFirst().audioEnergy() > 0;
        });
  }
}
