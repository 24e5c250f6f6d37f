package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.network.Coturn;
import coach.hybrid.rooms.e2e.network.Host;
import coach.hybrid.rooms.e2e.network.Networks;
import coach.hybrid.rooms.e2e.network.Restriction;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The service, coturn and two people in browsers, each on a network of its own, and where wanted
 * the reference orb on one more. The people talk without a pause, so that silence is a gap.
 */
final class NetworkStage implements AutoCloseable {
  static final String COACH = "Ada";
  static final String CLIENT = "Cleo";
  static final String ORB = "AI Assistant";

  private static final Path TURN_SCRIPT = Service.ROOT.resolve("turn/start.sh");
  private static final Duration ORB_LIMIT = Duration.ofSeconds(60);
  private static final String WORDS =
      "this week I walked to work on three days and it was easier than I thought because my"
          + " neighbour came along and we talked all the way about what we want to do next year";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private final boolean withOrb;
  private final Networks networks;
  private final Coturn coturn;
  private final Service service;
  private final Participant coach;
  private final Participant client;
  private Order order;
  private RoomLinks room;

  private NetworkStage(boolean withOrb, List<String> camera)
      throws IOException, InterruptedException {
    this.withOrb = withOrb;
    try {
      int port = Service.freePort();
      networks = keep(Networks.open(port));
      coturn = keep(Coturn.start(networks, TURN_SCRIPT, Files.createTempDirectory("rooms-coturn")));
      service = keep(startService(port));
      Path voice = new SpokenFile().say(WORDS).write(Service.OUTPUT.resolve("walked.wav"));
      List<String> devices = new ArrayList<>(camera);
      devices.add("--use-file-for-fake-audio-capture=" + voice);
      devices.add(coturn.trustInChromium());
      coach = keep(person(Host.COACH, devices));
      client = keep(person(Host.CLIENT, devices));
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      close();
      throw e;
    }
  }

  static NetworkStage open() throws IOException, InterruptedException {
    return new NetworkStage(false, List.of());
  }

  static NetworkStage openWithOrb() throws IOException, InterruptedException {
    return new NetworkStage(true, List.of());
  }

  /** Both people's cameras are as this option of the browser says. */
  static NetworkStage openWithCamera(String option) throws IOException, InterruptedException {
    return new NetworkStage(false, List.of(option));
  }

  private <T extends AutoCloseable> T keep(T part) {
    opened.addFirst(part);
    return part;
  }

  private Service startService(int port) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(Coturn.settingsOfTheService());
    settings.putAll(Networks.mark());
    if (withOrb) {
      settings.put("ENABLE_AI_ORBS", "true");
      settings.put("GPU_MANAGER_URL", "none");
      settings.put("GPU_SERVER_PATH", Service.ROOT.toString());
      settings.put("ORB_COMMAND", String.join(" ", networks.on(Host.ORB)) + " ./rooms orb");
      settings.put("CPU_HOST", Host.SERVER.address() + ":" + port);
      String inherited = String.join(",", Networks.mark().keySet());
      settings.put("ORB_ENVIRONMENT", inherited + ",HEARTBEAT_INTERVAL");
      settings.put("HEARTBEAT_INTERVAL", "1000");
    }
    return Service.start(networks.on(Host.SERVER), Host.SERVER.address(), port, settings);
  }

  private Participant person(Host host, List<String> devices) throws IOException {
    Path binary = Service.OUTPUT.resolve("chromium-on-" + host + ".sh");
    Files.writeString(
        binary,
        "#!/bin/sh\nexec " + String.join(" ", networks.on(host)) + " /usr/bin/chromium \"$@\"\n");
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
    Chromium browser = Chromium.elsewhere(binary, Networks.mark(), service.origin(), devices);
    browser.addToEveryPage(MediaProbe.script());
    return new Participant(browser);
  }

  Networks networks() {
    return networks;
  }

  Coturn coturn() {
    return coturn;
  }

  Service service() {
    return service;
  }

  Participant coach() {
    return coach;
  }

  Participant client() {
    return client;
  }

  Order order() {
    return order;
  }

  /** A room nobody is in, on networks that are open. */
  void newRoom() throws IOException, InterruptedException {
    for (Participant person : List.of(coach, client)) {
      person.driver().get("about:blank");
    }
    for (Host host : Host.values()) {
      networks.mend(host);
    }
    networks.restrict(Restriction.OPEN);
    Order people = Order.of(COACH, CLIENT);
    order = withOrb ? people.withAssistant() : people;
    room = service.mainApp().createRoom(order);
  }

  /**
   * Both go in, the coach first, and the orb before the client where there is one.
   *
   * @return when the client pressed the button, from which on media is awaited
   */
  double call() {
    coach.join(room.coach());
    if (withOrb) {
      Await.until(
          () -> "the orb; the coach's page says: " + coach.text(),
          ORB_LIMIT,
          () -> Vitals.tiles(coach).contains(ORB));
    }
    client.open(room.client());
    client.agree();
    double calledAt = System.currentTimeMillis();
    client.enter();
    return calledAt;
  }

  /** All directions that end in a browser. */
  List<Hearing> hearings() {
    List<Hearing> hearings = new ArrayList<>();
    hearings.add(new Hearing("coach hears client", coach, CLIENT, true));
    hearings.add(new Hearing("client hears coach", client, COACH, true));
    if (withOrb) {
      hearings.add(new Hearing("coach sees orb", coach, ORB, false));
      hearings.add(new Hearing("client sees orb", client, ORB, false));
    }
    return hearings;
  }

  void awaitMedia(Duration limit) {
    Await.until(
        () -> "media everywhere; " + describe(),
        limit,
        () -> hearings().stream().allMatch(hearing -> hearing.mediaAt() > 0));
  }

  /** Media goes on in every direction. */
  void awaitAlive(Duration limit) {
    Await.until(
        () -> "media going on everywhere; " + describe(),
        limit,
        () -> hearings().stream().allMatch(hearing -> hearing.isAlive(1_000)));
  }

  String describe() {
    List<String> lines = new ArrayList<>();
    for (Hearing hearing : hearings()) {
      lines.add(hearing.words() + ": " + hearing.tile().orElse(null));
    }
    lines.add("coach's page: " + coach.text().replace('\n', ' '));
    lines.add("client's page: " + client.text().replace('\n', ' '));
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    for (AutoCloseable part : opened) {
      try {
        part.close();
      } catch (Exception e) {
        // The next ones have to be closed all the same; networks, the last, end what is left.
        System.err.println("not closed well: " + e);
      }
    }
    opened.clear();
  }
}
