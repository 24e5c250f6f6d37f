package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.e2e.MediaProbe.Tile;
import coach.hybrid.rooms.e2e.OrbManager.Arrivals;
import coach.hybrid.rooms.e2e.RelayWire.Traffic;
import coach.hybrid.rooms.protocol.AiState;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The reference orb where only the service's port is open: both ends by the real relay. */
class OrbByRelayTest {
  private static final String ORB = "AI Assistant";
  private static final Duration ORB_LIMIT = Duration.ofSeconds(40);

  /** A greeting may be talked down, and the voice's program begins slowly beside a browser. */
  private static final Duration VOICE_LIMIT = Duration.ofSeconds(75);

  /** Enough to be answered: less is a cough or a "yes". */
  private static final int WORDS_SECONDS = 4;

  /** From a voice to silence: some to hear it, some on the way, and some that has left already. */
  private static final long BARGE_IN_MILLIS = 700;

  /** No candidate of the page's own, and no relay but the service's: ICE leads nowhere. */
  static final String WITHOUT_ICE = "window.probeConfiguration = {iceTransportPolicy: 'relay'};";

  /** Of the orb's tile: its size, its middle and its corner. */
  private static final String COLOURS =
      """
      const video = [...document.querySelectorAll('figure')]
        .filter(tile => tile.textContent.includes('AI Assistant')
          || (tile.getAttribute('aria-label') || '').includes('AI Assistant'))
        .map(tile => tile.querySelector('video')).find(v => v && v.videoWidth > 0);
      if (!video) return '';
      const canvas = document.createElement('canvas');
      canvas.width = video.videoWidth;
      canvas.height = video.videoHeight;
      const context = canvas.getContext('2d');
      context.drawImage(video, 0, 0);
      const at = (x, y) => [...context.getImageData(x, y, 1, 1).data].slice(0, 3).join(' ');
      return video.videoWidth + 'x' + video.videoHeight + ' '
        + at(canvas.width / 2, canvas.height / 2) + ' ' + at(2, 2);
      """;

  private OrbManager manager;
  private Service service;
  private Order order;
  private RoomLinks room;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    manager = OrbManager.start(Map.of("ORB_TALK_PERCENT", "80"));
    service = Service.start(manager.settingsOfTheService());
    order = Order.of("Ada", "Cleo").withAssistant();
    room = service.mainApp().createRoom(order);
  }

  @AfterEach
  void stop() {
    service.close();
    manager.close();
  }

  @Test
  void itGreetsIsHeardHearsAndFallsSilentWhenSomebodySpeaks(TestReporter reporter)
      throws IOException {
    String token =
        service
            .mainApp()
            .token(order, order.coach(), "coach", Instant.now().plus(order.tokenLife()));
    try (RelayedPerson coach =
        new RelayedPerson(service.origin(), room.roomId(), order.coach().userId(), token)) {
      Await.until(
          () -> "the orb's voice by the relay" + manager.log(),
          ORB_LIMIT,
          () -> coach.loudPieces() > 30);
      Await.until(
          () -> "the orb to ask for the relay" + manager.log(),
          ORB_LIMIT,
          () -> coach.hearsUsBy() == LinkPath.RELAY);
      Await.until("a greeting to end", ORB_LIMIT, () -> coach.orbState() == AiState.LISTENING);

      double before = manager.from(order.coach().userId()).energy();
      speak(coach); // And be answered.
      Await.until(
          () -> "an answer" + manager.log(), ORB_LIMIT, () -> coach.orbState() == AiState.SPEAKING);
      int heardBefore = coach.loudPieces();
      Await.until("to hear it", ORB_LIMIT, () -> coach.loudPieces() > heardBefore + 20);
      assertHeard(before, reporter);
      assertSilentSoonAfterAVoice(coach, reporter);
    }
    assertEquals(1, orbsOrdered(), "one orb from the beginning to the end");
  }

  /** The hum as it is: neither half of it nor anything beside it, and nothing by WebRTC. */
  private void assertHeard(double before, TestReporter reporter) {
    String coach = order.coach().userId();
    double expected = RelayedPerson.HUM_POWER * WORDS_SECONDS;
    Await.until(
        () -> "the orb to have heard the hum: " + expected + " more than " + before + manager.log(),
        ORB_LIMIT,
        () -> manager.from(coach).energy() - before > 0.8 * expected);
    Arrivals arrived = manager.from(coach);
    double heard = arrived.energy() - before;
    reporter.publishEntry("heard of the hum", heard + " of " + expected);
    assertTrue(heard < 1.2 * expected, heard + " of " + expected);
    assertEquals(0, arrived.sounds(), "none of it by WebRTC");
  }

  private void assertSilentSoonAfterAVoice(RelayedPerson coach, TestReporter reporter) {
    long began = System.nanoTime();
    coach.hum(true);
    Await.until(
        () -> "the orb to fall silent" + manager.log(),
        ORB_LIMIT,
        () ->
            coach.orbState() != AiState.SPEAKING
                && System.nanoTime() - coach.lastLoudNanos() > 300_000_000L);
    coach.hum(false);
    long silentAfter = (coach.lastLoudNanos() - began) / 1_000_000;
    reporter.publishEntry("silent after a voice began", silentAfter + " ms");
    assertTrue(silentAfter < BARGE_IN_MILLIS, "silent after " + silentAfter + " ms");
  }

  private static void speak(RelayedPerson person) {
    long begin = System.nanoTime();
    person.hum(true);
    Await.until(
        "some seconds",
        ORB_LIMIT,
        () -> System.nanoTime() - begin > Duration.ofSeconds(WORDS_SECONDS).toNanos());
    person.hum(false);
  }

  /** How often a process began. */
  private int orbsOrdered() {
    return Pattern.compile("^orb: room ", Pattern.MULTILINE).split(manager.log(), -1).length - 1;
  }

  @Test
  void aPageThatReachesTheServiceAloneSeesItAndHearsItAndIsHeard(TestReporter reporter)
      throws IOException, InterruptedException {
    try (Participant coach = talkative()) {
      coach.browser().addToEveryPage(MediaProbe.script());
      coach.browser().addToEveryPage(RelayWire.SCRIPT);
      coach.browser().addToEveryPage(WITHOUT_ICE);
      coach.join(room.coach());
      Hearing hearing = new Hearing("coach hears the orb", coach, ORB, true);
      Await.until(
          () ->
              "its face and its voice; "
                  + hearing.tile()
                  + RelayWire.read(coach.driver())
                  + coach.text()
                  + manager.log(),
          VOICE_LIMIT,
          () -> hearing.mediaAt() > 0);
      assertEquals("relay", hearing.path());
      assertTrue(hearing.tile().map(Tile::counts).isEmpty(), "nothing by a peer connection");
      coach.awaitText("Good connection, on the relay");
      assertFace(coach);
      assertHeardByRelay();
      Traffic wire = RelayWire.read(coach.driver());
      reporter.publishEntry("on the wire", wire.toString());
      for (RelayWire.Frames frames : List.of(wire.soundIn(), wire.pictureIn(), wire.soundOut())) {
        assertTrue(frames.count() >= 10 && frames.areSealed(), wire.toString());
      }
    }
    assertEquals(1, orbsOrdered(), "one orb from the beginning to the end");
  }

  /** Says a sentence and waits for an answer, again and again. */
  private static Participant talkative() throws IOException, InterruptedException {
    SpokenFile said = new SpokenFile();
    said.say("This week I walked to work on three days, and it was easier than I thought.");
    return Participant.withFakeDevices(
        "--use-file-for-fake-audio-capture="
            + said.silence(9_000).write(Service.OUTPUT.resolve("walked-and-waited.wav")));
  }

  /** Its size, its light in the middle, and the night round it. */
  private static void assertFace(Participant coach) {
    String colours = String.valueOf(coach.driver().executeScript(COLOURS));
    Matcher read =
        Pattern.compile("320x180 (\\d+) (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)").matcher(colours);
    assertTrue(read.matches(), colours);
    int[] values = new int[6];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(read.group(i + 1));
    }
    assertTrue(values[1] > 100 && values[1] > values[0] - 10, "warm white or teal: " + colours);
    assertTrue(values[3] < 60 && values[4] < 60 && values[5] < 90, "night: " + colours);
  }

  private void assertHeardByRelay() {
    String coach = order.coach().userId();
    Arrivals before = manager.from(coach);
    Await.until(
        () -> "the orb to hear more than " + before + manager.log(),
        ORB_LIMIT,
        () -> manager.from(coach).energy() > before.energy() + 0.001);
    assertEquals(0, manager.from(coach).frames(), "nothing by WebRTC, whose silence counts");
    assertTrue(manager.log().contains("orb: hears " + coach + " by relay"), () -> manager.log());
  }
}
