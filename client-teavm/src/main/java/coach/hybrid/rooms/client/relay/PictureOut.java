package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that go out on one line. What network or encoder are too busy for is left out before
 * it is encoded, so that nothing refers to it.
 */
final class PictureOut implements PictureRecorder.Listener {
  static final int MOST_BYTES = 200 * 1_024;
  static final int MOST_ENCODING = 2;

  /** More key frames than that would be most of what we send. */
  static final int KEY_MILLIS = 500;

  static final int RETRY_MILLIS = 2_000;
  static final int MOST_FAILURES = 4;

  /** A whole picture each time; they are large. */
  static final int JPEG_FRAMES_A_SECOND = 8;

  /** A screen is read: it gives up its speed and keeps its sharpness. */
  static final int SCREEN_FRAMES_A_SECOND = 5;

  private static final int SCREEN_SCALE = 2;

  /** For an orb: a third of the width, and it decodes nothing else. */
  private static final Pace.Level GLANCE = new Pace.Level(240, 180, 2, 100);

  private static final int ALL_BUT_JPEG =
      1 << MediaFrame.VP9 | 1 << MediaFrame.H264 | 1 << MediaFrame.VP8;

  private final int kind;
  private final boolean isGlance;
  private final Timers timers;
  private final Pace pace;
  private final Outlet outlet;
  private @Nullable MediaEngine engine;
  private @Nullable MediaTrack track;
  private @Nullable PictureRecorder recorder;
  private int avoided;
  private int codec;
  private int failures;
  private int dueAt;
  private boolean needsKey;
  private int keyAt;
  private int leftOut;

  PictureOut(int kind, boolean isGlance, Timers timers, Pace pace, Outlet outlet) {
    this.kind = kind;
    this.isGlance = isGlance;
    this.avoided = isGlance ? ALL_BUT_JPEG : 0;
    this.timers = timers;
    this.pace = pace;
    this.outlet = outlet;
  }

  void setTrack(@Nullable MediaTrack next) {
    if (!Objects.equals(track, next)) {
      track = next;
      failures = 0;
      restart();
    }
  }

  /** Begins to send by what this makes, or stops. */
  void use(@Nullable MediaEngine next) {
    if (!Objects.equals(engine, next)) {
      engine = next;
      failures = 0;
      restart();
    }
  }

  private void restart() {
    PictureRecorder old = recorder;
    recorder = null;
    if (old != null) {
      old.stop();
    }
    if (engine != null && track != null && failures < MOST_FAILURES) {
      needsKey = true;
      dueAt = timers.nowMillis();
      keyAt = dueAt - KEY_MILLIS;
      recorder = engine.film(track, this);
      adapt();
    }
  }

  /** After the pace has changed. */
  void adapt() {
    Pace.Level level = level();
    if (recorder != null && !level.isAudioOnly()) {
      int scale = kind == MediaFrame.SCREEN ? SCREEN_SCALE : 1;
      recorder.configure(
          avoided,
          level.width() * scale,
          level.height() * scale,
          framesASecond(level),
          level.kilobits());
    }
  }

  private Pace.Level level() {
    Pace.Level level = pace.level();
    return isGlance && !level.isAudioOnly() ? GLANCE : level;
  }

  /** The receiver has nothing that the next picture could refer to. */
  void needKey() {
    needsKey = true;
  }

  void avoid(int other) {
    if ((avoided & 1 << other) == 0) {
      avoided |= 1 << other;
      needsKey = true;
      adapt();
    }
  }

  @Override
  public int wants(int encoding) {
    Pace.Level level = level();
    int now = timers.nowMillis();
    if (level.isAudioOnly() || now < dueAt) {
      return PictureRecorder.LEAVE_OUT;
    }
    boolean busy = encoding > MOST_ENCODING || !outlet.isClear(kind, level.kilobits());
    pace.count(busy);
    if (busy) {
      leftOut++;
      return PictureRecorder.LEAVE_OUT;
    }
    int interval = 1_000 / framesASecond(level);
    dueAt = Math.max(dueAt, now - interval) + interval;
    if (needsKey && now - keyAt >= KEY_MILLIS) {
      keyAt = now; // it comes out later, and one is enough
      return PictureRecorder.TAKE_KEY;
    }
    return PictureRecorder.TAKE;
  }

  private int framesASecond(Pace.Level level) {
    int most = level.framesASecond();
    if (kind == MediaFrame.SCREEN) {
      most = Math.min(most, SCREEN_FRAMES_A_SECOND);
    }
    return codec == MediaFrame.JPEG ? Math.min(most, JPEG_FRAMES_A_SECOND) : most;
  }

  @Override
  public void encoded(int byCodec, boolean isKey, int capturedMillis, byte[] picture) {
    codec = byCodec;
    failures = 0;
    if (picture.length > MOST_BYTES) {
      leftOut++;
      needsKey = true;
      return;
    }
    if (isKey) {
      needsKey = false;
      keyAt = timers.nowMillis();
    }
    outlet.send(kind, isKey ? MediaFrame.KEY : 0, byCodec, capturedMillis, picture);
  }

  @Override
  public void failed(int ofCodec) {
    failures++;
    if (ofCodec != 0) {
      avoided |= 1 << ofCodec;
      restart();
    } else {
      PictureRecorder broken = recorder;
      timers.after(
          RETRY_MILLIS,
          () -> {
            if (Objects.equals(recorder, broken)) {
              restart();
            }
          });
    }
  }

  int leftOut() {
    return leftOut;
  }
}
