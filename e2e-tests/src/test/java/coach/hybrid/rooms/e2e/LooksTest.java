package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every page at phone, laptop and wide size, light and dark: axe finds nothing, nothing overflows,
 * the console is quiet, and the pictures land in {@code target/screenshots} to be looked at.
 */
class LooksTest {
  private record Screen(String name, int width, int height) {}

  private static final List<Screen> SCREENS =
      List.of(
          new Screen("phone", 390, 844),
          new Screen("laptop", 1280, 800),
          new Screen("wide", 1920, 1080));

  private static final String AXE =
      "/META-INF/resources/webjars/axe-core/" + System.getProperty("axe.version") + "/axe.min.js";

  /** All that is wrong on the pages one test looked at. */
  private final List<String> faults = new ArrayList<>();

  private static Service service;
  private static Participant coach;
  private static Participant client;
  private static RoomLinks room;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of("ORB_LEGACY_JOIN", "true"));
    coach = filmed(Portrait.ADA, "ada");
    client = filmed(Portrait.CLEO, "cleo");
    room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
  }

  private static Participant filmed(Portrait portrait, String name) throws IOException {
    return new Participant(
        Chromium.withFakeDevices(
            "--use-file-for-fake-video-capture=" + portrait.write(Service.OUTPUT, name)));
  }

  @AfterAll
  static void stop() {
    coach.close();
    client.close();
    service.close();
  }

  @AfterEach
  void nothingIsWrong() {
    assertEquals(List.of(), faults);
  }

  @Test
  void lobby() throws IOException {
    coach.open(room.coach());
    coach.button("Join");
    inspect(coach, "lobby");
  }

  @Test
  void lobbyWithoutPermission() throws IOException {
    try (Participant refused = new Participant(Chromium.withPermissionDenied())) {
      refused.open(room.client());
      refused.awaitText("allow");
      inspect(refused, "lobby-denied");
    }
  }

  @Test
  void aloneInTheCall() throws IOException, InterruptedException {
    RoomLinks empty = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    coach.join(empty.coach());
    coach.awaitText("Waiting for Cleo");
    inspect(coach, "alone-coach");
  }

  @Test
  void callAndEnd() throws IOException, InterruptedException {
    Order order = Order.of("Ada", "Cleo").withAssistant();
    RoomLinks links = service.mainApp().createRoom(order);
    coach.join(links.coach());
    client.join(links.client());
    coach.awaitMedia(1);
    client.awaitMedia(1);
    inspect(coach, "call-coach");
    inspect(client, "call-client");
    try (LegacyOrb orb = LegacyOrb.join(service, order.roomId(), order.sessionId())) {
      Await.until("the orb's links", Participant.SOON, () -> orb.links().size() == 2);
      coach.awaitMedia(2);
      client.awaitMedia(2);
      inspect(coach, "call-coach-orb");
      inspect(client, "call-client-orb");
    }
    coach.button("Share screen").click();
    client.find("figure", "Ada's screen");
    inspect(client, "call-client-screen");
    service.mainApp().endRoom(links.roomId(), "system");
    client.await("the end page", () -> !client.has("button", "Leave"));
    inspect(client, "ended");
  }

  @Test
  void linkThatHasExpired() throws IOException {
    coach.open(service.origin().resolve("/room/nothing?token=nonsense"));
    coach.awaitText("token-invalid");
    inspect(coach, "error");
  }

  private void inspect(Participant person, String page) throws IOException {
    person.browser().console().stream()
        .filter(line -> line.startsWith("SEVERE") && !line.contains("status of 401"))
        .forEach(line -> faults.add(page + " complains in the console: " + line));
    for (boolean dark : List.of(false, true)) {
      for (Screen screen : SCREENS) {
        person.browser().showAs(screen.width(), screen.height(), dark);
        String name = page + "-" + screen.name() + (dark ? "-dark" : "-light");
        Await.until(
            name + " to be laid out",
            Participant.SOON,
            () ->
                (Boolean)
                    person
                        .driver()
                        .executeScript(
                            "return document.getAnimations()"
                                + ".every(a => a.playState !== 'running' ||"
                                + " a.effect.getComputedTiming().endTime === Infinity);"));
        person.screenshot(name);
        if (overflow(person) > 0) {
          faults.add(name + " scrolls sideways");
        }
        violations(person).forEach(violation -> faults.add(name + ": " + violation));
      }
    }
  }

  private static long overflow(Participant person) {
    return (Long)
        person
            .driver()
            .executeScript(
                "const d = document.documentElement;"
                    + "return Math.max(0, d.scrollWidth - d.clientWidth);");
  }

  private static List<?> violations(Participant person) throws IOException {
    person.driver().executeScript(axe());
    Object found =
        person
            .driver()
            .executeAsyncScript(
                "const done = arguments[0];"
                    + "axe.run().then(r => done(r.violations.map(v => v.id + ': ' +"
                    + " v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))),"
                    + " e => done(['' + e]));");
    assertTrue(found instanceof List, "axe answered " + found);
    return (List<?>) found;
  }

  private static String axe() throws IOException {
    try (InputStream in = LooksTest.class.getResourceAsStream(AXE)) {
      assertTrue(in != null, "axe is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
