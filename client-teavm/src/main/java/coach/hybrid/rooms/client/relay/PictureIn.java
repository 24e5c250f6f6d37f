package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that come in on one line. Each is decoded a little before its sound is heard, and
 * left out when it comes too late for that; after a loss nothing is decoded before a key frame.
 */
final class PictureIn implements PicturePlayer.Listener {
  /** What a receiver says to the sender. */
  interface Wishes {
    void keyFrame();

    /** Nothing of this codec can be decoded here. */
    void otherThan(int codec);
  }

  static final int MOST_WAITING = 24;
  static final int MOST_WAITING_MILLIS = 500;
  static final int MOST_DECODING = 8;

  /** A picture may be so much off its sound. */
  static final int MOST_OFF_MILLIS = 80;

  /** What a decoder takes. */
  static final int DECODE_MILLIS = 10;

  /** So much before its sound nobody notices a picture: 125 ms, by ITU-R BT.1359. */
  static final int LEAD_MILLIS = 100;

  static final int ASK_MILLIS = 500;

  /** A picture that stands longer than this stands still. */
  static final int FREEZE_MILLIS = 500;

  private static final int LOOK_BACK_MILLIS = 5_000;
  private static final int STEP_MILLIS = 20;

  private final Timers timers;
  private final @Nullable SoundIn sound;
  private final Consumer<MediaTrack> plays;
  private final Wishes wishes;
  private final ArrayDeque<MediaFrame> waiting = new ArrayDeque<>();
  private @Nullable MediaEngine engine;
  private @Nullable PicturePlayer player;
  private Timers.@Nullable Timer timer;
  private boolean waitsForKey = true;
  private int askedAt = -ASK_MILLIS;
  private int shown;
  private int leftOut;
  private int frozenMillis;
  private int shownAt;
  private int slackSince;
  private int leastSlack = Integer.MAX_VALUE;
  private int waitedAt = -LOOK_BACK_MILLIS;

  /**
   * Pictures of one line.
   *
   * @param sound what they keep to; none for a shared screen
   * @param plays is given the track when there is something to see
   */
  PictureIn(Timers timers, @Nullable SoundIn sound, Consumer<MediaTrack> plays, Wishes wishes) {
    this.timers = timers;
    this.sound = sound;
    this.plays = plays;
    this.wishes = wishes;
  }

  /**
   * Plays by this from now on, or throws away what comes; a player stays, because its track does.
   */
  void use(@Nullable MediaEngine next) {
    engine = next;
    clear();
    waitsForKey = true;
    askedAt = timers.nowMillis() - ASK_MILLIS;
  }

  void receive(MediaFrame frame, boolean breaks) {
    if (engine == null) {
      return;
    }
    PicturePlayer out = player;
    if (out == null) {
      out = engine.show(this);
      player = out;
      plays.accept(out.track());
    }
    boolean isKey = isKey(frame);
    if (breaks || waiting.size() >= MOST_WAITING || out.decoding() >= MOST_DECODING) {
      waitsForKey = true;
    }
    if (waiting.size() >= MOST_WAITING) {
      clear();
    }
    if (waitsForKey && !isKey) {
      leftOut++;
      ask();
      return;
    }
    waitsForKey = false;
    waiting.add(frame);
    pump();
  }

  private static boolean isKey(MediaFrame frame) {
    return frame.codec() == MediaFrame.JPEG || (frame.flags() & MediaFrame.KEY) != 0;
  }

  private void ask() {
    int now = timers.nowMillis();
    if (now - askedAt >= ASK_MILLIS) {
      askedAt = now;
      wishes.keyFrame();
    }
  }

  private void clear() {
    leftOut += waiting.size();
    waiting.clear();
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void pump() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
    for (MediaFrame head = waiting.peek(); head != null; head = waiting.peek()) {
      int early = earlyMillis(head.captureMillis());
      int wait = early - DECODE_MILLIS - LEAD_MILLIS;
      if (wait > 0 && early < MOST_WAITING_MILLIS) {
        timer = timers.after(wait, this::pump);
        return;
      }
      waiting.remove();
      if (player != null) {
        player.decode(head.codec(), isKey(head), head.captureMillis(), head.payload());
      }
    }
  }

  /** How long until its sound is heard; 0 if there is no sound to keep to. */
  private int earlyMillis(int capturedMillis) {
    return sound == null || !sound.isHeard()
        ? 0
        : capturedMillis + sound.heardDelay() - timers.nowMillis();
  }

  @Override
  public boolean shows(int capturedMillis) {
    int now = timers.nowMillis();
    int early = earlyMillis(capturedMillis);
    watchSlack(early, now);
    if (early < -MOST_OFF_MILLIS) {
      leftOut++;
      return false;
    }
    if (shown++ > 0 && now - shownAt > FREEZE_MILLIS) {
      frozenMillis += now - shownAt;
    }
    shownAt = now;
    return true;
  }

  /** Sound waits for pictures that are late again and again, and less if none needs that. */
  private void watchSlack(int early, int now) {
    if (sound == null || !sound.isHeard()) {
      return;
    }
    leastSlack = Math.min(leastSlack, early);
    if (early < -MOST_OFF_MILLIS / 2 && now - waitedAt >= LOOK_BACK_MILLIS / 2) {
      waitedAt = now;
      sound.waitForPictures(-early);
    } else if (now - slackSince >= LOOK_BACK_MILLIS) {
      if (leastSlack >= 0) {
        sound.waitLess(STEP_MILLIS);
      }
      slackSince = now;
      leastSlack = Integer.MAX_VALUE;
    }
  }

  @Override
  public void failed(int codec, boolean forGood) {
    clear();
    waitsForKey = true;
    if (forGood) {
      wishes.otherThan(codec);
    }
    ask();
  }

  void close() {
    use(null);
    if (player != null) {
      player.stop();
    }
  }

  int shown() {
    return shown;
  }

  int leftOut() {
    return leftOut;
  }

  int frozenMillis() {
    return frozenMillis;
  }
}
