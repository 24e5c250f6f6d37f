package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.e2e.MediaProbe.Reading;
import coach.hybrid.rooms.e2e.network.Host;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What a call holds on to at one moment, at every place that could forget to let go of something.
 *
 * @param service its process
 * @param seats who sits in the room, a socket that lives or not
 * @param grace how many of them have no socket
 * @param relays how many of them have a relay socket, by the service's count
 * @param heard directions of links that somebody reports on now, and by which he hears the other
 * @param orbs processes of assistants
 * @param allocations of coturn
 */
record Vitals(
    Footprint service,
    List<String> seats,
    int grace,
    int relays,
    int heard,
    int orbs,
    long allocations,
    Page coach,
    Page client) {
  /** Reports come every ten seconds. */
  private static final int REPORTED_SECONDS = 25;

  /**
   * The service's own.
   *
   * @param heapKilobytes that are in use after everything unused was let go
   */
  record Footprint(long residentKilobytes, long heapKilobytes, int threads, long files) {}

  /**
   * What one browser page holds on to, the unused let go.
   *
   * @param links peer connections that are not closed
   */
  record Page(
      int links, int sockets, int relays, long heapKilobytes, long nodes, long eventListeners) {}

  static Vitals of(NetworkStage stage) throws IOException, InterruptedException {
    JsonObject room = stage.service().api("/room/" + stage.order().roomId() + "/links?history=no");
    List<JsonObject> seats = objects(room, "seats").toList();
    return new Vitals(
        process(stage.service().process().pid()),
        seats.stream().map(seat -> seat.get("name").getAsString()).sorted().toList(),
        (int) seats.stream().filter(seat -> !seat.get("connected").getAsBoolean()).count(),
        (int) seats.stream().filter(seat -> seat.get("relaySocket").getAsBoolean()).count(),
        (int) objects(room, "links").filter(link -> isHeard(link.get("last"))).count(),
        orbs(stage),
        stage.coturn().allocations(),
        page(stage.coach()),
        page(stage.client()));
  }

  private static Stream<JsonObject> objects(JsonObject room, String name) {
    return room.getAsJsonArray(name).asList().stream().map(JsonElement::getAsJsonObject);
  }

  private static boolean isHeard(JsonElement report) {
    if (report.isJsonNull()) {
      return false; // Of somebody who has gone.
    }
    JsonObject last = report.getAsJsonObject();
    return last.get("age").getAsInt() <= REPORTED_SECONDS
        && !last.get("path").getAsString().equals("none")
        && !last.get("quality").getAsString().equals("lost");
  }

  private static int orbs(NetworkStage stage) throws IOException, InterruptedException {
    int orbs = 0;
    for (String line : stage.networks().commandLines(Host.ORB)) {
      orbs += line.contains("OrbMain") ? 1 : 0;
    }
    return orbs;
  }

  private static Footprint process(long id) throws IOException, InterruptedException {
    Path process = Path.of("/proc", Long.toString(id));
    List<String> status = Files.readAllLines(process.resolve("status"));
    try (Stream<Path> files = Files.list(process.resolve("fd"))) {
      return new Footprint(
          number(status, "VmRSS:"), heap(id), (int) number(status, "Threads:"), files.count());
    }
  }

  private static long number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** Of the objects that are left after a collection. */
  private static long heap(long id) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/jcmd",
                Long.toString(id),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    String total =
        said.lines()
            .filter(line -> line.startsWith("Total"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("jcmd: " + said));
    return Long.parseLong(total.strip().split("\\s+", -1)[2]) / 1_024;
  }

  /** Whom a page shows beside its own person. */
  static List<String> tiles(Participant person) {
    Object names =
        PageValue.of(
            person.driver(),
            """
            [...document.querySelectorAll('figure[aria-label]')]
              .filter(tile => tile.checkVisibility()).map(tile => tile.ariaLabel)
              .filter(name => name !== 'You')
            """);
    return ((List<?>) names).stream().map(String::valueOf).toList();
  }

  private static Page page(Participant person) {
    Reading reading = MediaProbe.read(person.driver());
    ChromeDriver driver = person.driver();
    driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
    Map<String, Object> heap = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of());
    Map<String, Object> counts = driver.executeCdpCommand("Memory.getDOMCounters", Map.of());
    return new Page(
        reading.openLinks(),
        reading.openSockets(),
        reading.openRelays(),
        number(heap, "usedSize") / 1_024,
        number(counts, "nodes"),
        number(counts, "jsEventListeners"));
  }

  private static long number(Map<String, Object> answer, String name) {
    return ((Number) answer.get(name)).longValue();
  }
}
