package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The voice that comes in: held back as long as it comes unevenly, and sped up, by leaving packets
 * out, when more waits than that takes. It is the clock that pictures go by.
 */
final class SoundIn implements SoundPlayer.Listener {
  /** More than this above the target is left out, one packet in four. */
  static final int SPARE_MILLIS = 20;

  /** And every packet above this. */
  static final int MOST_SPARE_MILLIS = 200;

  static final int OPUS_PACKET_MILLIS = 20;
  static final int PCM_BYTES_A_MILLI = 32;
  private static final int REPORTS = 10;
  private static final int HEARD_MILLIS = 500;
  private static final int PICTURE_MARGIN_MILLIS = 20;

  private final Timers timers;
  private final Consumer<MediaTrack> plays;
  private final IntConsumer otherThan;
  private final JitterBuffer jitter = new JitterBuffer();
  private @Nullable MediaEngine engine;
  private @Nullable SoundPlayer player;
  private int target;
  private int packets;
  private int reports;
  private int leastBuffered = Integer.MAX_VALUE;
  private int mostBuffered;
  private int spare;
  private boolean heard;
  private int heardAt;
  private int heardDelay;
  private int receivedMillis;
  private int leftOutMillis;
  private int concealedMillis;
  private int refused;
  private boolean unheard;

  /**
   * One voice.
   *
   * @param plays is given the track before there is something to hear
   * @param otherThan is told of a codec that cannot be decoded here
   */
  SoundIn(Timers timers, Consumer<MediaTrack> plays, IntConsumer otherThan) {
    this.timers = timers;
    this.plays = plays;
    this.otherThan = otherThan;
  }

  /**
   * Plays by this from now on, or throws away what comes. A player is made before it is needed,
   * because that takes a while, and stays, because its track does.
   */
  void use(@Nullable MediaEngine next) {
    engine = next;
    heard = false;
    spare = 0;
    if (next != null && player == null) {
      SoundPlayer made = next.play(this);
      player = made;
      plays.accept(made.track());
    }
  }

  void receive(MediaFrame frame, boolean isOtherStream) {
    int now = timers.nowMillis();
    if (isOtherStream) {
      jitter.reset();
      refused = 0;
    }
    jitter.arrived(now - frame.captureMillis(), now);
    SoundPlayer out = player;
    if (engine == null || out == null) {
      return;
    }
    aim(false);
    int millis =
        frame.codec() == MediaFrame.OPUS
            ? OPUS_PACKET_MILLIS
            : frame.payload().length / PCM_BYTES_A_MILLI;
    receivedMillis += millis;
    boolean isTurn = packets++ % 4 == 0;
    if (spare > MOST_SPARE_MILLIS || (spare > SPARE_MILLIS && isTurn)) {
      spare -= millis;
      leftOutMillis += millis;
    } else {
      out.play(frame.codec(), frame.captureMillis(), frame.payload());
    }
  }

  private void aim(boolean breaksNow) {
    int next = jitter.targetMillis();
    if (player != null && (next != target || breaksNow)) {
      target = next;
      player.setTarget(next, breaksNow);
    }
  }

  @Override
  public void playing(int capturedMillis, int bufferedMillis) {
    heardAt = timers.nowMillis();
    heardDelay = heardAt - capturedMillis;
    heard = true;
    unheard = false;
    leastBuffered = Math.min(leastBuffered, bufferedMillis);
    mostBuffered = Math.max(mostBuffered, bufferedMillis);
    if (++reports >= REPORTS) {
      spare = leastBuffered - target;
      if (mostBuffered < target - SPARE_MILLIS) {
        aim(true);
      }
      reports = 0;
      leastBuffered = Integer.MAX_VALUE;
      mostBuffered = 0;
    }
  }

  /** Whether nothing at all can be played here, for now. */
  boolean isUnheard() {
    return unheard;
  }

  /** Whether a voice is heard now, so that pictures have something to keep to. */
  boolean isHeard() {
    return heard && timers.nowMillis() - heardAt < HEARD_MILLIS;
  }

  /** How long after its capture sound is heard, by two clocks that nobody compared. */
  int heardDelay() {
    return heardDelay;
  }

  /** Pictures come so much after their sound: sound waits for them, as far as it may. */
  void waitForPictures(int millis) {
    int before = jitter.targetMillis();
    jitter.setExtra(jitter.extra() + millis + PICTURE_MARGIN_MILLIS);
    if (jitter.targetMillis() > before) {
      aim(true);
      heard = false;
      reports = 0;
      mostBuffered = 0;
    }
  }

  /** Pictures come early enough for some less. */
  void waitLess(int millis) {
    jitter.setExtra(jitter.extra() - millis);
  }

  @Override
  public void concealed(int millis) {
    concealedMillis += millis;
  }

  @Override
  public void failed(int codec) {
    if (codec == SoundPlayer.NOTHING) {
      unheard = true;
    } else if (codec != refused) {
      refused = codec;
      otherThan.accept(codec);
    }
  }

  void close() {
    use(null);
    if (player != null) {
      player.stop();
    }
  }

  int targetMillis() {
    return jitter.targetMillis();
  }

  int jitterMillis() {
    return jitter.jitterMillis();
  }

  int receivedMillis() {
    return receivedMillis;
  }

  int leftOutMillis() {
    return leftOutMillis;
  }

  int concealedMillis() {
    return concealedMillis;
  }
}
