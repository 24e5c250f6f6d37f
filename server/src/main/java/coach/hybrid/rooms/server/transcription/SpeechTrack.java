package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import coach.hybrid.rooms.server.transcription.Segmenter.Stretch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listening side of a stream: sound without holes → windows → voice → utterances → workshop.
 * One task at a time.
 */
final class SpeechTrack {
  private static final Logger log = LoggerFactory.getLogger(SpeechTrack.class);
  private static final int WINDOW = VoiceDetector.WINDOW_SAMPLES;

  /** No utterance reaches over a longer hole. */
  static final int MAX_HOLE_MILLIS = 1_000;

  /** Capture times tremble: without a frame missing, a smaller hole is none. */
  private static final int TREMBLE_MILLIS = 250;

  /** A running utterance is told this often, if there is capacity. */
  private static final int INTERIM_WINDOWS = 1_500 / Segmenter.WINDOW_MILLIS;

  private static final int LEAST_VOICE_MILLIS = 400;

  /** The decoder's own bugs cost a packet; so many in a row are no Opus at all. */
  private static final int MAX_UNREADABLE = 5;

  /**
   * Who wants to know.
   *
   * @param results is told, on any thread
   */
  record Listener(String roomId, String lang, Redaction redaction, StreamResults results) {}

  private final Listener listener;
  private final VoiceDetector.Meter meter;
  private final PacketDecoder decoder;
  private final Workshop workshop;
  private final StreamTally tally;
  private final AtomicInteger deafFor;
  private final Segmenter segmenter;
  private final Deque<short[]> windows = new ArrayDeque<>();
  private long firstWindow;
  private long nextWindow;
  private final short[] filling = new short[WINDOW];
  private int filled;
  private boolean aligned;
  private long baseMillis;
  private long offsetMillis;
  private int unreadable;
  private int serial;
  private @Nullable UtteranceLine line;
  private @Nullable SpeechJob likelyFinal;
  private long lastInterim;

  SpeechTrack(
      Listener listener,
      VoiceDetector.Meter meter,
      PacketDecoder decoder,
      Workshop workshop,
      StreamTally tally,
      AtomicInteger deafFor) {
    this.listener = listener;
    this.meter = meter;
    this.decoder = decoder;
    this.workshop = workshop;
    this.segmenter = new Segmenter(workshop.settings().patienceMillis());
    this.tally = tally;
    this.deafFor = deafFor;
  }

  void hear(Piece piece) throws UnusableAudioException {
    align(piece);
    if (piece.payload().length > 0) {
      append(decode(piece));
    }
    if (piece.last()) {
      breakOff();
    }
  }

  /** The speaker has gone. */
  void end() {
    try {
      breakOff();
    } finally {
      listener.results().end();
    }
  }

  /** Fills small holes with silence, so that times stay right; breaks off at large ones. */
  private void align(Piece piece) {
    offsetMillis = piece.offsetMillis();
    long samples = nextWindow * WINDOW + filled;
    long hole = piece.captureMillis() - (baseMillis + samples / Sound.SAMPLES_PER_MILLI);
    if (!aligned || piece.fresh() || Math.abs(hole) > MAX_HOLE_MILLIS) {
      breakOff();
      aligned = true;
      baseMillis = piece.captureMillis();
    } else if (hole > (piece.framesMissing() > 0 ? 0 : TREMBLE_MILLIS)) {
      append(new short[(int) hole * Sound.SAMPLES_PER_MILLI]);
    } else if (hole < -TREMBLE_MILLIS) {
      baseMillis += hole;
    }
  }

  private short[] decode(Piece piece) throws UnusableAudioException {
    if (piece.codec() == MediaFrame.PCM_16K) {
      return Sound.fromLittleEndian(piece.payload());
    }
    try {
      short[] samples = decoder.decode(piece.payload());
      unreadable = 0;
      return samples;
    } catch (UnusableAudioException e) {
      unreadable++;
      tally.dropped();
      if (unreadable >= MAX_UNREADABLE) {
        throw e;
      }
      decoder.reset();
      return new short[piece.millis() * Sound.SAMPLES_PER_MILLI];
    }
  }

  private void append(short[] samples) {
    int at = 0;
    while (at < samples.length) {
      int taken = Math.min(WINDOW - filled, samples.length - at);
      System.arraycopy(samples, at, filling, filled, taken);
      filled += taken;
      at += taken;
      if (filled == WINDOW) {
        filled = 0;
        judge(filling.clone());
      }
    }
  }

  private void judge(short[] window) {
    windows.addLast(window);
    nextWindow++;
    float[] floats = new float[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      floats[i] = Sound.toFloat(window[i]);
    }
    Stretch ended = segmenter.accept(voice(floats), Sound.level(floats));
    if (ended != null) {
      finish(ended);
    }
    if (segmenter.speaking()) {
      tellInterim(segmenter.soFar());
    }
    while (firstWindow < segmenter.oldestNeeded()) {
      windows.removeFirst();
      firstWindow++;
    }
  }

  private float voice(float[] window) {
    try {
      float voice = meter.voice(window);
      deafFor.set(0);
      return voice;
    } catch (TranscriptionException e) {
      if (deafFor.getAndIncrement() == 0) {
        log.warn("voices are not told from noise: {}", e.toString());
      }
      return 0;
    }
  }

  private UtteranceLine line() {
    UtteranceLine running = line;
    if (running == null) {
      serial++;
      running =
          new UtteranceLine(
              serial, listener.lang(), listener.redaction(), tally, listener.results());
      line = running;
      lastInterim = nextWindow;
    }
    return running;
  }

  /** Where an end is likely, what is told now will be the final word, without more work. */
  private void tellInterim(Stretch soFar) {
    UtteranceLine running = line();
    boolean rests = segmenter.resting() >= Segmenter.shortRest();
    boolean known = likelyFinal != null && likelyFinal.stretch.lastVoiced() == soFar.lastVoiced();
    boolean due = rests ? !known : nextWindow - lastInterim >= INTERIM_WINDOWS;
    if (!due || !soFar.spoken() || soFar.evidence().voicedMillis() < least(rests)) {
      return;
    }
    int millis = (int) (soFar.to() - soFar.from()) * Segmenter.WINDOW_MILLIS;
    if (!workshop.hasTimeFor(millis, rests)) {
      return;
    }
    SpeechJob job = job(running, soFar);
    if (workshop.submitInterim(job, rests)) {
      lastInterim = nextWindow;
      likelyFinal = rests ? job : likelyFinal;
    }
  }

  private static int least(boolean rests) {
    return rests ? 0 : LEAST_VOICE_MILLIS;
  }

  private void finish(Stretch stretch) {
    UtteranceLine ending = line();
    SpeechJob begun = likelyFinal;
    line = null;
    likelyFinal = null;
    if (!stretch.spoken()) {
      ending.withdraw();
      return;
    }
    tally.uttered();
    if (begun != null
        && begun.stretch.lastVoiced() == stretch.lastVoiced()
        && begun.stretch.from() == stretch.from()) {
      workshop.promote(begun, () -> job(ending, stretch));
    } else {
      workshop.submitFinal(job(ending, stretch));
    }
  }

  private SpeechJob job(UtteranceLine of, Stretch stretch) {
    short[] samples = new short[(int) (stretch.to() - stretch.from()) * WINDOW];
    long window = firstWindow;
    for (short[] part : windows) {
      if (window >= stretch.from() && window < stretch.to()) {
        System.arraycopy(part, 0, samples, (int) (window - stretch.from()) * WINDOW, WINDOW);
      }
      window++;
    }
    long startedAt = baseMillis + offsetMillis + stretch.from() * Segmenter.WINDOW_MILLIS;
    return new SpeechJob(listener.roomId(), of, stretch, samples, startedAt);
  }

  /** Ends what is being said; what comes next has nothing to do with it. */
  private void breakOff() {
    if (filled > 0) {
      append(new short[WINDOW - filled]);
    }
    Stretch ended = segmenter.finish();
    if (ended != null) {
      finish(ended);
    }
    segmenter.restart();
    windows.clear();
    firstWindow = 0;
    nextWindow = 0;
    aligned = false;
    meter.reset();
    decoder.reset();
  }
}
