package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.RealModels;
import coach.hybrid.rooms.server.transcription.Transcription.Health;
import coach.hybrid.rooms.server.transcription.opus.ConcentusDecoder;
import coach.hybrid.rooms.server.transcription.silero.SileroVoiceDetector;
import coach.hybrid.rooms.server.transcription.whisper.WhisperEngine;
import com.google.errorprone.annotations.FormatMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What speech costs on this machine: real-time factor, memory, delay, and how many people can speak
 * at the same time before captions lag. {@code TranscriptionBench [seconds a step] [most
 * speakers]}; prints Markdown.
 */
@SuppressWarnings("SystemOut")
final class TranscriptionBench {
  private static final int FRAME_MILLIS = 20;

  private final Recording kennedy;
  private final int stepSeconds;
  private final int mostSpeakers;

  private TranscriptionBench(Recording kennedy, int stepSeconds, int mostSpeakers) {
    this.kennedy = kennedy;
    this.stepSeconds = stepSeconds;
    this.mostSpeakers = mostSpeakers;
  }

  public static void main(String[] args) throws Exception {
    if (!RealModels.areThere()) {
      System.err.println("There are no models in " + RealModels.FOLDER + ": ./rooms model");
      System.exit(1);
    }
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 30;
    int most = args.length > 1 ? Integer.parseInt(args[1]) : 16;
    new TranscriptionBench(Recording.read(RealModels.KENNEDY), seconds, most).run();
    System.exit(0);
  }

  @FormatMethod
  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  private void run() throws Exception {
    print("memory before: %d MB", residentMegabytes());
    try (WhisperEngine engine = WhisperEngine.load(RealModels.WHISPER);
        SileroVoiceDetector voices = SileroVoiceDetector.load(RealModels.SILERO)) {
      print("memory with both models: %d MB", residentMegabytes());
      engineAlone(engine);
      smallParts(voices);
    }
    conversations();
  }

  private void engineAlone(WhisperEngine engine) throws Exception {
    try (Transcriber transcriber = engine.newTranscriber()) {
      String _ = transcriber.transcribe(kennedy.floats(), "en");
      print("memory with one worker: %d MB%n", residentMegabytes());
      print("| speech | written in | real-time factor | of it |");
      print("|---|---|---|---|");
      for (int seconds : new int[] {1, 2, 5, 8, 11}) {
        float[] samples = kennedy.part(0, seconds * 1_000).floats();
        List<Double> took = new ArrayList<>();
        String text = "";
        for (int i = 0; i < 5; i++) {
          long began = System.nanoTime();
          text = transcriber.transcribe(samples, "en");
          took.add((System.nanoTime() - began) / 1e6);
        }
        double median = quantile(took, 0.5);
        print("| %d s | %.0f ms | %.3f | %s |", seconds, median, median / 1_000 / seconds, text);
      }
    }
  }

  private void smallParts(SileroVoiceDetector voices) throws Exception {
    List<byte[]> packets = kennedy.opus();
    ConcentusDecoder decoder = new ConcentusDecoder();
    VoiceDetector.Meter meter = voices.newMeter();
    float[] window = new float[VoiceDetector.WINDOW_SAMPLES];
    long decoding = Long.MAX_VALUE;
    long judging = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long began = System.nanoTime();
      for (byte[] packet : packets) {
        window[0] = decoder.decode(packet)[0];
      }
      decoding = Math.min(decoding, (System.nanoTime() - began) / packets.size());
      began = System.nanoTime();
      for (int i = 0; i < 300; i++) {
        window[1] = meter.voice(window);
      }
      judging = Math.min(judging, (System.nanoTime() - began) / 300);
    }
    print(
        "%nOpus: %d us a packet of 20 ms. Voice: %d us a window of 32 ms.",
        decoding / 1_000, judging / 1_000);
    double core = 100 * (decoding / 20e6 + judging / 32e6);
    print("A speaker who is only listened to: %.1f %% of a core.%n", core);
  }

  private void conversations() throws Exception {
    print(
        "| speak at once | delay, median | delay, p95 | worst lag | written | given up | memory |");
    print("|---|---|---|---|---|---|---|");
    for (int speakers = 1; speakers <= mostSpeakers; speakers += speakers < 4 ? 1 : 2) {
      if (!conversation(speakers)) {
        print("%nWith %d the captions lag more than 5 s.", speakers);
        return;
      }
    }
  }

  /** False: captions lagged. */
  private boolean conversation(int speakers) throws Exception {
    Clock clock = Clock.systemUTC();
    TranscriptionSettings settings = TranscriptionSettings.defaults();
    List<Double> delays = Collections.synchronizedList(new ArrayList<>());
    long worst = 0;
    boolean lagged = false;
    try (Transcription transcription =
        Transcription.start(
            settings,
            new Transcription.Parts(
                WhisperEngine.load(RealModels.WHISPER),
                SileroVoiceDetector.load(RealModels.SILERO),
                ConcentusDecoder::new,
                Redaction.NONE,
                clock))) {
      while (transcription.health() == Health.UNAVAILABLE) {
        LockSupport.parkNanos(1_000_000);
      }
      List<Voice> voices = new ArrayList<>();
      for (int i = 0; i < speakers; i++) {
        voices.add(new Voice(transcription, "room-" + i, i * 3_000 / speakers, delays));
      }
      long began = System.nanoTime();
      int frames = stepSeconds * 1_000 / FRAME_MILLIS;
      for (int frame = 0; frame < frames; frame++) {
        LockSupport.parkNanos(began + (long) frame * FRAME_MILLIS * 1_000_000 - System.nanoTime());
        for (Voice voice : voices) {
          voice.send(frame, clock.instant());
        }
        worst = Math.max(worst, transcription.counters().lagMillis());
        lagged |= transcription.health() == Health.BEHIND;
      }
      TranscriptionCounters counters = transcription.counters();
      print(
          "| %d | %.2f s | %.2f s | %.1f s | %d | %d | %d MB |",
          speakers,
          quantile(delays, 0.5),
          quantile(delays, 0.95),
          worst / 1_000.0,
          counters.utterances(),
          counters.dropped(),
          residentMegabytes());
      voices.forEach(Voice::close);
    }
    return !lagged;
  }

  /** Says the same over and over, with a second between, beginning a little later than others. */
  private final class Voice {
    private final List<byte[]> packets;
    private final SpeakerStream stream;
    private int seq;

    Voice(Transcription transcription, String roomId, int laterMillis, List<Double> delays) {
      packets =
          Recording.silence(laterMillis + 200).then(kennedy).then(Recording.silence(1_000)).opus();
      stream =
          transcription.open(
              roomId,
              "speaker",
              "en",
              speech -> {
                if (speech.isFinal()) {
                  Duration delay = Duration.between(speech.endedAt(), Instant.now());
                  delays.add(delay.toMillis() / 1_000.0);
                }
              });
    }

    void send(int frame, Instant now) throws UnusableAudioException {
      byte[] packet = packets.get(frame % packets.size());
      stream.accept(
          new MediaFrame(
              MediaFrame.SPEECH, 0, MediaFrame.OPUS, 0, 1, seq++, frame * FRAME_MILLIS, packet),
          now);
    }

    void close() {
      stream.close();
    }
  }

  private static double quantile(List<Double> values, double at) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.isEmpty() ? Double.NaN : sorted.get((int) (at * (sorted.size() - 1)));
  }

  private static long residentMegabytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1_024;
      }
    }
    return 0;
  }
}
