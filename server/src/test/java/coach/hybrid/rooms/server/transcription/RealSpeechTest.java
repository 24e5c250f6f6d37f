package coach.hybrid.rooms.server.transcription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.RealModels;
import coach.hybrid.rooms.server.transcription.opus.ConcentusDecoder;
import coach.hybrid.rooms.server.transcription.silero.SileroVoiceDetector;
import coach.hybrid.rooms.server.transcription.whisper.WhisperEngine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A real voice, the real models, every step between. Only where {@code ./rooms model} has been. */
class RealSpeechTest {
  private static final Logger log = LoggerFactory.getLogger(RealSpeechTest.class);

  private final FakeClock clock = new FakeClock();
  private final HandTasks tasks = new HandTasks(clock);
  private Transcription transcription = Transcription.off();

  @BeforeEach
  void open() throws Exception {
    assumeTrue(RealModels.areThere(), "no models on this machine");
    transcription =
        Transcription.start(
            TranscriptionSettings.defaults().withWorkers(1),
            new Transcription.Parts(
                WhisperEngine.load(RealModels.WHISPER),
                SileroVoiceDetector.load(RealModels.SILERO),
                ConcentusDecoder::new,
                Redaction.NONE,
                clock),
            tasks);
    tasks.writeAll();
  }

  @AfterEach
  void close() {
    transcription.close();
  }

  /** Sends it in real time by the clock, which is far faster by ours. */
  private List<Speech> hear(Recording recording) throws Exception {
    List<Speech> told = new ArrayList<>();
    Instant start = clock.instant();
    try (SpeakerStream stream = transcription.open("room", "coach", "en", told::add)) {
      int seq = 0;
      for (byte[] packet : recording.opus()) {
        int capture = (int) Duration.between(start, clock.instant()).toMillis();
        stream.accept(
            new MediaFrame(MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, seq++, capture, packet),
            clock.instant());
        clock.advance(Duration.ofMillis(20));
        tasks.listenAll();
        tasks.writeAll();
      }
    }
    tasks.listenAll();
    tasks.writeAll();
    return told;
  }

  private static String finalText(List<Speech> told) {
    return told.stream().filter(Speech::isFinal).map(Speech::text).collect(Collectors.joining(" "));
  }

  @Test
  void aRealVoiceIsWrittenDown() throws Exception {
    List<Speech> told =
        hear(
            Recording.silence(1_000)
                .then(Recording.read(RealModels.KENNEDY))
                .then(Recording.silence(1_500)));
    String text = finalText(told);
    double wrong = Recording.wordErrorRate(Recording.KENNEDYS_WORDS, text);
    log.info("word error rate {} %: {}", Math.round(1_000 * wrong) / 10.0, text);
    told.forEach(speech -> log.info("{}", speech));
    assertTrue(wrong <= 0.12, text);
    assertTrue(told.stream().anyMatch(speech -> !speech.isFinal()), "no interim");
  }

  @Test
  void twoVoicesInTurnKeepTheirTimes() throws Exception {
    Recording kennedy = Recording.read(RealModels.KENNEDY);
    List<Speech> told =
        hear(kennedy.then(Recording.silence(5_000)).then(kennedy).then(Recording.silence(1_000)));
    List<Speech> finals = told.stream().filter(Speech::isFinal).toList();
    Instant second = FakeClock.START.plusSeconds(16);
    assertTrue(
        finals.stream().anyMatch(speech -> speech.startedAt().isAfter(second.minusMillis(200))));
    assertTrue(
        finals.stream()
            .noneMatch(speech ->
                speech.startedAt().isBefore(second.minusMillis(500))
                    && speech.endedAt().isAfter(second)));
  }

  @Test
  void nothingIsInventedWhereNobodySpeaks() throws Exception {
    int seconds = Integer.getInteger("noise.seconds", 20);
    for (Map.Entry<String, Recording> noise : Noises.all(seconds).entrySet()) {
      List<Speech> told = hear(noise.getValue());
      log.info("{} s of {}: {} lines", seconds, noise.getKey(), told.size());
      assertEquals("", finalText(told), noise::getKey);
    }
  }

  @Test
  void theVoiceIsHeardThroughNoise() throws Exception {
    short[] voice = Recording.read(RealModels.KENNEDY).samples();
    short[] fan = Objects.requireNonNull(Noises.all(11).get("loud fan")).samples();
    short[] both = new short[voice.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = (short) Math.clamp(voice[i] + fan[i % fan.length] / 4, -32_768, 32_767);
    }
    String text = finalText(hear(new Recording(both).then(Recording.silence(1_000))));
    double wrong = Recording.wordErrorRate(Recording.KENNEDYS_WORDS, text);
    log.info("word error rate with a fan {} %: {}", Math.round(1_000 * wrong) / 10.0, text);
    assertTrue(wrong <= 0.3, text);
  }

  @Test
  void aModelOfEnglishUnderstandsEnglishOnly() {
    assertTrue(transcription.understands("en-GB"));
    assertEquals(false, transcription.understands("de"));
  }

  @Test
  void whatIsNoModelIsRefusedInWords() {
    TranscriptionException e =
        assertThrows(TranscriptionException.class, () -> WhisperEngine.load(RealModels.KENNEDY));
    assertTrue(String.valueOf(e.getMessage()).contains("no whisper model"), e::getMessage);
    assertThrows(TranscriptionException.class, () -> SileroVoiceDetector.load(RealModels.KENNEDY));
  }
}
