package coach.hybrid.rooms.e2e;

import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packaged service, the reference manager with its orb, and a coach in a browser whose
 * microphone hears a file: one room, ready when the orb is heard in it.
 */
final class OrbStage implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(40);

  /** One line of the orb's measuring aid. */
  record Mark(double atMillis, String what, int number) {}

  private final Path marks = Files.createTempFile("orb-marks", ".txt");
  private final OrbManager manager;
  private final Service service;
  private final Participant coach;

  private OrbStage(Path voice, Map<String, String> orbSettings)
      throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(orbSettings);
    settings.put("ORB_MARKS", marks.toString());
    settings.put("HEARTBEAT_INTERVAL", "30000");
    manager = OrbManager.start(settings);
    service = Service.start(manager.settingsOfTheService());
    coach = Participant.speaking(voice);
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
      throw new UncheckedIOException(e);
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
    manager.close();
    try {
      Files.deleteIfExists(marks);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
