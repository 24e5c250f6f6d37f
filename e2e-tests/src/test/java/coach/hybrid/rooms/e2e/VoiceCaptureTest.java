package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.e2e.SpeechProbe.Frame;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;

/** What a page sends of one's voice to be written down, when, and when not. */
class VoiceCaptureTest {
  private static final int OPUS = 1;
  private static final int PCM = 2;

  private static Service service;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    service = Service.start(Map.of());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** In the call and agreed, in a browser that lacks some things. */
  private static Participant speaker(String... missing) throws IOException, InterruptedException {
    Participant person = Participant.withFakeDevices();
    person.browser().addToEveryPage(SpeechProbe.SCRIPT);
    for (String name : missing) {
      person.browser().addToEveryPage("delete window." + name + ";");
    }
    RoomLinks room = service.mainApp().createRoom(Order.of("Ada", "Cleo"));
    person.join(room.coach());
    person.awaitText("Waiting for Cleo");
    return person;
  }

  private static List<Frame> awaitFrames(Participant person, int count) {
    person.await(count + " frames", () -> SpeechProbe.frames(person.driver()).size() >= count);
    return SpeechProbe.frames(person.driver());
  }

  @ParameterizedTest
  @CsvSource({
    "OPUS, ''",
    "OPUS, MediaStreamTrackProcessor",
    "PCM, AudioEncoder",
  })
  void everyBrowserSendsTwentyMillisecondsAFrame(String codec, String missing)
      throws IOException, InterruptedException {
    try (Participant person = missing.isEmpty() ? speaker() : speaker(missing)) {
      assertEquals(0, SpeechProbe.opened(person.driver()));
      SpeechProbe.state(person.driver(), "on");
      List<Frame> frames = awaitFrames(person, 100);
      Frame first = frames.get(0);
      for (Frame frame : frames) {
        assertEquals(1, frame.version());
        assertEquals(1, frame.kind());
        assertEquals(codec.equals("OPUS") ? OPUS : PCM, frame.codec());
        assertTrue(
            codec.equals("OPUS") ? frame.bytes() > 0 && frame.bytes() < 300 : frame.bytes() == 640,
            frame.toString());
        int played = (frame.seq() - first.seq()) * 20;
        int passed = frame.captureMillis() - first.captureMillis();
        assertTrue(Math.abs(passed - played) < 60, frame + " after " + first);
      }
      assertEquals(99, frames.get(99).seq() - first.seq());
    }
  }

  @Test
  void muteEndsWithAFinalFrameAndNothingOfTheSilenceGoesOut()
      throws IOException, InterruptedException {
    try (Participant person = speaker()) {
      SpeechProbe.state(person.driver(), "on");
      awaitFrames(person, 20);
      person.button("Microphone").click();
      List<Frame> before = SpeechProbe.frames(person.driver());
      assertTrue(before.getLast().isFinal());
      double back = passTime(person.driver(), 700);
      assertEquals(before, SpeechProbe.frames(person.driver()));
      person.button("Microphone").click();
      Frame next = awaitFrames(person, before.size() + 1).get(before.size());
      assertTrue(next.captureMillis() > back - 100, next + " is older than " + back);
      assertEquals(before.getLast().seq() + 1, next.seq());
      assertEquals(1, SpeechProbe.opened(person.driver()));
    }
  }

  /** Lets the page live for so long; its clock afterwards. */
  private static double passTime(JavascriptExecutor page, int millis) {
    return ((Number)
            page.executeAsyncScript(
                "setTimeout(() => arguments[1](performance.now()), arguments[0]);", millis))
        .doubleValue();
  }

  @Test
  void consentTakenBackInTheSettingsClosesAtOnce() throws IOException, InterruptedException {
    try (Participant person = speaker()) {
      SpeechProbe.state(person.driver(), "on");
      person.awaitText("Transcription on");
      awaitFrames(person, 20);
      person.button("Settings").click();
      WebElement box = person.find("input", "What I say may be written down");
      box.click();
      assertEquals(1, SpeechProbe.closed(person.driver()));
      List<Frame> sent = SpeechProbe.frames(person.driver());
      passTime(person.driver(), 300);
      assertEquals(sent, SpeechProbe.frames(person.driver()));
      box.click();
      Frame next = awaitFrames(person, sent.size() + 1).get(sent.size());
      assertEquals(2, next.generation());
    }
  }

  @Test
  void whatTheNetworkDoesNotTakeIsLeftOutAndALostSocketComesBack()
      throws IOException, InterruptedException {
    try (Participant person = speaker()) {
      SpeechProbe.state(person.driver(), "on");
      awaitFrames(person, 20);
      SpeechProbe.jam(person.driver(), 20_000);
      passTime(person.driver(), 300);
      int before = SpeechProbe.frames(person.driver()).size();
      SpeechProbe.jam(person.driver(), 0);
      List<Frame> frames = awaitFrames(person, before + 1);
      assertTrue(frames.get(before).seq() - frames.get(before - 1).seq() > 5, "a gap");
      SpeechProbe.end(person.driver(), 1006);
      person.await("another socket", () -> SpeechProbe.opened(person.driver()) == 2);
      int lost = SpeechProbe.frames(person.driver()).size();
      assertEquals(2, awaitFrames(person, lost + 1).get(lost).generation());
    }
  }

  @Test
  void theDownSamplerKeepsVoicesAndTakesAwayWhatWouldComeBackAsNoise() throws IOException {
    try (Participant person = Participant.withFakeDevices()) {
      person.open(service.origin().resolve("/room/any"));
      for (int rate : List.of(48_000, 44_100)) {
        double voice = heard(person, rate, 1_000);
        assertEquals(0.5 / Math.sqrt(2), voice, 0.02, "1 kHz at " + rate);
        assertEquals(0.5 / Math.sqrt(2), heard(person, rate, 5_000), 0.05, "5 kHz at " + rate);
        assertTrue(heard(person, rate, 9_500) < voice / 100, "9.5 kHz at " + rate);
        assertTrue(heard(person, rate, 15_500) < voice / 100, "15.5 kHz at " + rate);
      }
    }
  }

  /**
   * Root mean square of what the worklet makes of half a second of a tone at half of full scale.
   */
  private static double heard(Participant person, int rate, int hertz) {
    return ((Number)
            person
                .driver()
                .executeAsyncScript(
                    """
                    const [rate, hertz, done] = arguments;
                    const context = new OfflineAudioContext(1, rate / 2, rate);
                    context.audioWorklet.addModule('/assets/microphone.js').then(async () => {
                      const tone = new OscillatorNode(context, {frequency: hertz});
                      const half = new GainNode(context, {gain: 0.5});
                      const node = new AudioWorkletNode(
                        context, 'microphone', {processorOptions: {pcm: true}});
                      const blocks = [];
                      node.port.onmessage = e => blocks.push(e.data.samples);
                      tone.connect(half).connect(node).connect(context.destination);
                      tone.start();
                      await context.startRendering();
                      const wait = () => {
                        if (blocks.length < 20) return setTimeout(wait, 10);
                        const all = blocks.slice(2, 20).flatMap(block => [...block]);
                        done(Math.sqrt(all.reduce((sum, x) => sum + x * x, 0) / all.length)
                          / 32768);
                      };
                      wait();
                    }).catch(e => done(-1));
                    """,
                    rate,
                    hertz))
        .doubleValue();
  }
}
