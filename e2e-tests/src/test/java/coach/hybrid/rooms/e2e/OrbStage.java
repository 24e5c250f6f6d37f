package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The packaged service, the reference manager with its orb, and a coach in a browser whose
 * microphone hears a file: one room, ready when the orb is heard in it.
 */
final class OrbStage implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(40);
  private static final String KEY = "bench-manager-key";

  /** One line of the orb's measuring aid. */
  record Mark(double atMillis, String what, int number) {}

  private final Path marks = Files.createTempFile("orb-marks", ".txt");
  private final Service service;
  private final Process manager;
  private final Participant coach;

  private OrbStage(Path voice, Map<String, String> orbSettings)
      throws IOException, InterruptedException {
    int port = Service.freePort();
    manager = startManager(port, orbSettings);
    service =
        Service.start(
            Map.of(
                "ENABLE_AI_ORBS",
                "true",
                "GPU_MANAGER_URL",
                "http://127.0.0.1:" + port,
                "GPU_MANAGER_API_KEY",
                KEY));
    coach = new Participant(Chromium.withFakeDevices("--use-file-for-fake-audio-capture=" + voice));
  }

  static OrbStage open(Path voice, Map<String, String> orbSettings)
      throws IOException, InterruptedException {
    OrbStage stage = new OrbStage(voice, orbSettings);
    try {
      stage.enter();
      return stage;
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      stage.close();
      throw e;
    }
  }

  private Process startManager(int port, Map<String, String> orbSettings) throws IOException {
    Path tools = Service.ROOT.resolve("tools/target");
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-cp",
            tools.resolve("tools-1.0.0.jar") + ":" + tools.resolve("lib/*"),
            "coach.hybrid.rooms.tools.gpu.GpuManager");
    Map<String, String> environment = new HashMap<>(orbSettings);
    environment.put("GPU_MANAGER_PORT", Integer.toString(port));
    environment.put("GPU_MANAGER_API_KEY", KEY);
    environment.put("ORB_MARKS", marks.toString());
    builder.environment().putAll(environment);
    Files.createDirectories(Service.OUTPUT);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(Service.OUTPUT.resolve("bench-orb.log").toFile())
        .start();
  }

  private void enter() throws IOException, InterruptedException {
    SoundProbe.allow(coach.driver());
    Order order = Order.of("Ada", "Cleo").withAssistant();
    RoomLinks room = service.mainApp().createRoom(order);
    coach.join(room.coach());
    Await.until(
        () -> "the orb's voice; links: " + coach.links(),
        START_LIMIT,
        () -> marks().stream().anyMatch(mark -> mark.what().equals("began")));
  }

  Participant coach() {
    return coach;
  }

  /** What the orb has noted so far, oldest first. */
  List<Mark> marks() {
    try {
      return Files.readAllLines(marks).stream().map(OrbStage::mark).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Mark mark(String line) {
    String[] words = line.split(" ", -1);
    int number = words.length > 2 ? Integer.parseInt(words[2]) : 0;
    return new Mark(Long.parseLong(words[0]) / 1_000.0, words[1], number);
  }

  @Override
  public void close() {
    coach.close();
    service.close();
    manager.destroy();
    try {
      if (!manager.waitFor(10, TimeUnit.SECONDS)) {
        manager.destroyForcibly();
      }
      Files.deleteIfExists(marks);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      manager.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
