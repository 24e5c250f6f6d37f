package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.e2e.OrbManager.Arrivals;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two browsers and the reference orb, which is a native peer: three links, each looked at from both
 * of its ends.
 */
class NativeOrbTest {
  private static final String ORB = "AI Assistant";
  private static final String HEAR_ME = "The AI assistant may hear me";

  /** A Java process starts, loads its library and joins, on a machine that is busy with a test. */
  private static final Duration ORB_LIMIT = Duration.ofSeconds(40);

  private static OrbManager manager;
  private static Service service;
  private static Participant coach;
  private static Participant client;

  private Order order;
  private RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    manager = OrbManager.start(Map.of("ORB_TALK_PERCENT", "80"));
    Map<String, String> settings = new HashMap<>(manager.settingsOfTheService());
    settings.put("CLEANUP_GRACE_PERIOD", "1s");
    service = Service.start(settings);
    String words = "This week I walked to work on three days, and it was easier than I thought.";
    coach =
        Participant.withFakeDevices(
            Portrait.ADA.filmed(Service.OUTPUT, "ada"),
            "--use-file-for-fake-audio-capture="
                + new SpokenFile()
                    .say(words)
                    .silence(5_000)
                    .write(Service.OUTPUT.resolve("coach.wav")));
    client = Participant.withFakeDevices(Portrait.CLEO.filmed(Service.OUTPUT, "cleo"));
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
    manager.close();
  }

  @BeforeEach
  void createRoom() throws IOException, InterruptedException {
    order = Order.of("Ada", "Cleo").withAssistant();
    room = service.mainApp().createRoom(order);
  }

  @AfterEach
  void leaveThePagesAndNoOrbBehind() {
    coach.driver().get("about:blank");
    client.driver().get("about:blank");
    Await.until(
        () -> "no orb is left; there are " + manager.orbs() + manager.log(),
        ORB_LIMIT,
        () -> manager.orbs().isEmpty());
  }

  private static void awaitOrb(Participant person) {
    Await.until(
        () -> "the orb; the page says: " + person.text() + "; it says: " + manager.log(),
        ORB_LIMIT,
        () -> person.remoteTiles().contains(ORB));
  }

  /** Pictures and sound both ways on all three links, by the count of each of their ends. */
  private void assertMesh() {
    coach.awaitMedia(2);
    client.awaitMedia(2);
    awaitArrivals(order.coach().userId());
    awaitArrivals(order.client().userId());
    assertEquals(1, manager.orbs().size(), "one orb");
  }

  private static void awaitArrivals(String userId) {
    Arrivals before = manager.from(userId);
    Await.until(
        () -> "more from " + userId + " than " + before + "; the orb says: " + manager.log(),
        Participant.SOON,
        () -> {
          Arrivals now = manager.from(userId);
          return now.frames() > before.frames()
              && now.sounds() > before.sounds()
              && now.energy() > before.energy();
        });
  }

  @Test
  void anOrbThatIsThereBeforeTheClientHasAllThreeLinks() throws IOException {
    coach.join(room.coach());
    awaitOrb(coach);
    client.join(room.client());
    assertMesh();
    Gallery gallery = new Gallery();
    gallery.inspect(coach, "native-orb-coach");
    gallery.inspect(client, "native-orb-client");
    assertEquals(List.of(), gallery.faults());
  }

  @Test
  void anOrbThatComesLastHasAllThreeLinks() {
    client.join(room.client());
    coach.join(room.coach());
    awaitOrb(client);
    assertMesh();
  }

  @Test
  void whoeverLeavesAndComesBackHasHisLinksAgain() {
    coach.join(room.coach());
    client.join(room.client());
    awaitOrb(coach);
    assertMesh();

    client.button("Leave").click();
    coach.await("the client to go", () -> coach.remoteTiles().equals(List.of(ORB)));
    client.button("Rejoin").click();
    assertMesh();

    coach.button("Leave").click();
    coach.button("Leave the call").click();
    client.await("the coach to go", () -> client.remoteTiles().equals(List.of(ORB)));
    coach.button("Rejoin").click();
    assertMesh();

    coach.button("Dismiss assistant").click();
    coach.await("the orb to go", () -> !coach.remoteTiles().contains(ORB));
    Await.until("its process to end", ORB_LIMIT, () -> manager.orbs().isEmpty());
    coach.awaitMedia(1);
    coach.button("Start assistant").click();
    awaitOrb(coach);
    assertMesh();
  }

  @Test
  void nothingOfSomebodyWhoDoesNotWantItReachesTheOrb() {
    coach.join(room.coach());
    awaitOrb(coach);
    client.open(room.client());
    client.enter();
    awaitArrivals(order.coach().userId());
    String deaf = order.client().userId();
    client.awaitMedia(2);
    assertEquals(new Arrivals(0, 0, 0), manager.from(deaf));

    client.button("Settings").click();
    client.find("input", HEAR_ME).click();
    awaitArrivals(deaf);

    client.find("input", HEAR_ME).click();
    Await.until("no sound any more", Participant.SOON, () -> addsNothing(deaf));
    awaitArrivals(order.coach().userId());
    client.awaitMedia(2);
  }

  /** While the orb has heard seconds of somebody else. */
  private boolean addsNothing(String userId) {
    Arrivals before = manager.from(userId);
    awaitArrivals(order.coach().userId());
    awaitArrivals(order.coach().userId());
    return manager.from(userId).energy() == before.energy();
  }

  @Test
  void whenNoManagerAnswersTheServiceRunsTheOrbItself() throws Exception {
    try (Service alone =
        Service.start(
            Map.of(
                "ENABLE_AI_ORBS", "true",
                "GPU_MANAGER_URL", "none",
                "GPU_SERVER_PATH", Service.ROOT.toString(),
                "ORB_COMMAND", "./rooms orb",
                "CLEANUP_GRACE_PERIOD", "1s"))) {
      RoomLinks links = alone.mainApp().createRoom(order);
      coach.join(links.coach());
      client.join(links.client());
      awaitOrb(coach);
      coach.awaitMedia(2);
      client.awaitMedia(2);
    }
  }
}
