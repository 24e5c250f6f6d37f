package coach.hybrid.rooms.server.transcription;

import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket's side of a stream: judges each frame by its outside and puts it into a bounded inbox,
 * which one task at a time empties into the {@link SpeechTrack}. What that finds wrong is told to
 * the sender with his next frame.
 */
final class LiveStream implements SpeakerStream {
  private static final Logger log = LoggerFactory.getLogger(LiveStream.class);

  /** What may wait to be listened to; more means this machine cannot keep up. */
  private static final int MAX_INBOX_MILLIS = 12_000;

  private static final int MAX_INBOX_PIECES = 2_000;

  /** After so many pieces a task lets others go first. */
  private static final int TURN_PIECES = 50;

  /** Counted of one hole: a sender's numbers are his own. */
  private static final int MAX_LOST = 100_000;

  private static final int MAX_OPUS_BYTES = 1_500;
  private static final int PCM_STEP_BYTES = 640;
  private static final int MAX_PCM_BYTES = 5 * PCM_STEP_BYTES;

  private final String name;
  private final SpeechTrack track;
  private final Executor listeners;
  private final StreamTally tally;

  // Only touched by accept.
  private final FloodGuard flood = new FloodGuard();
  private final CaptureClock clock = new CaptureClock();
  private boolean begun;
  private int generation;
  private int nextSeq;
  private int lastCaptureMillis;
  private int dropped;

  // Guarded by inbox.
  private final Deque<Piece> inbox = new ArrayDeque<>();
  private int inboxMillis;
  private boolean scheduled;
  private boolean closed;
  private boolean ended;
  private @Nullable UnusableAudioException wrong;

  LiveStream(String name, SpeechTrack track, Executor listeners, StreamTally tally) {
    this.name = name;
    this.track = track;
    this.listeners = listeners;
    this.tally = tally;
  }

  @Override
  public void accept(MediaFrame frame, Instant arrivedAt) throws UnusableAudioException {
    refuseIfWrong();
    tally.received();
    int millis = millisOf(frame);
    boolean fresh = !begun || frame.generation() != generation;
    int missing = fresh ? 0 : frame.seq() - nextSeq;
    if (missing < 0 || !flood.admits(Math.max(millis, hole(frame, fresh)), arrivedAt)) {
      drop();
      return;
    }
    if (fresh) {
      clock.reset();
    }
    begun = true;
    generation = frame.generation();
    nextSeq = frame.seq() + 1;
    int lost = Math.max(0, missing - dropped);
    tally.lost(Math.min(MAX_LOST, lost));
    long captureMillis = clock.observe(frame.captureMillis(), arrivedAt);
    lastCaptureMillis = frame.captureMillis();
    dropped = 0;
    put(
        new Piece(
            frame.codec(),
            frame.payload(),
            millis,
            captureMillis,
            clock.offsetMillis(),
            missing,
            fresh,
            frame.isFinal()));
  }

  private void drop() {
    dropped++;
    tally.dropped();
  }

  /** Silence is put into small holes, which is work; so a sender cannot have them for nothing. */
  private int hole(MediaFrame frame, boolean fresh) {
    long since = fresh ? 0 : (long) frame.captureMillis() - lastCaptureMillis;
    return since < 0 || since > SpeechTrack.MAX_HOLE_MILLIS ? 0 : (int) since;
  }

  private void refuseIfWrong() throws UnusableAudioException {
    synchronized (inbox) {
      if (wrong != null) {
        throw new UnusableAudioException("the audio cannot be read", wrong);
      }
    }
  }

  /** How much sound a frame holds, if it keeps to the rules. */
  private static int millisOf(MediaFrame frame) throws UnusableAudioException {
    if (frame.kind() != MediaFrame.SPEECH) {
      throw new UnusableAudioException("media of kind " + frame.kind() + " is no speech");
    }
    int length = frame.payload().length;
    if (length == 0 && frame.isFinal()) {
      return 0;
    }
    return switch (frame.codec()) {
      case MediaFrame.OPUS -> {
        if (length > MAX_OPUS_BYTES) {
          throw new UnusableAudioException("an Opus packet has at most 1500 octets");
        }
        yield OpusHead.samples(frame.payload()) / Sound.SAMPLES_PER_MILLI;
      }
      case MediaFrame.PCM_16K -> {
        if (length == 0 || length > MAX_PCM_BYTES || length % PCM_STEP_BYTES != 0) {
          throw new UnusableAudioException("samples come in 20 to 100 ms of 640 octets each 20");
        }
        yield length / 2 / Sound.SAMPLES_PER_MILLI;
      }
      default -> throw new UnusableAudioException("unknown codec " + frame.codec());
    };
  }

  private void put(Piece piece) {
    synchronized (inbox) {
      boolean full =
          inboxMillis + piece.millis() > MAX_INBOX_MILLIS || inbox.size() >= MAX_INBOX_PIECES;
      if (closed || full) {
        drop();
        return;
      }
      inbox.addLast(piece);
      inboxMillis += piece.millis();
    }
    schedule();
  }

  private void schedule() {
    synchronized (inbox) {
      if (scheduled || ended) {
        return;
      }
      scheduled = true;
    }
    listeners.execute(this::listen);
  }

  /** One task at a time. */
  private void listen() {
    int heard = 0;
    Piece piece = take();
    while (piece != null) {
      hear(piece);
      heard++;
      piece = heard < TURN_PIECES ? take() : null;
    }
    boolean over;
    synchronized (inbox) {
      over = closed && inbox.isEmpty() && !ended;
      ended |= over;
    }
    if (over) {
      end();
    }
    boolean more;
    synchronized (inbox) {
      scheduled = false;
      more = !inbox.isEmpty() || (closed && !ended);
    }
    if (more) {
      schedule();
    }
  }

  private @Nullable Piece take() {
    synchronized (inbox) {
      Piece piece = inbox.pollFirst();
      inboxMillis -= piece == null ? 0 : piece.millis();
      return piece;
    }
  }

  private void hear(Piece piece) {
    try {
      track.hear(piece);
    } catch (UnusableAudioException e) {
      fail(e);
    } catch (RuntimeException e) {
      log.error("listening to {} failed", name, e);
      fail(new UnusableAudioException("the audio could not be listened to", e));
    }
  }

  private void end() {
    try {
      track.end();
    } catch (RuntimeException e) {
      log.error("the end of {} was not heard", name, e);
    }
    StreamCounters seen = tally.counters();
    log.info(
        "the voice of {} is over: {} frames, {} lost, {} dropped; {} utterances, {} suppressed",
        name,
        seen.framesReceived(),
        seen.framesLost(),
        seen.framesDropped(),
        seen.utterances(),
        seen.suppressed());
  }

  private void fail(UnusableAudioException e) {
    synchronized (inbox) {
      wrong = wrong == null ? e : wrong;
      inbox.clear();
      inboxMillis = 0;
    }
  }

  @Override
  public void close() {
    synchronized (inbox) {
      if (closed) {
        return;
      }
      closed = true;
    }
    schedule();
  }
}
