package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.media.Recorder;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our voice on its way out; a muted one goes on as silence, so that nobody thinks we are lost. */
final class SoundOut implements Recorder.Listener {
  static final int RETRY_MILLIS = 2_000;
  static final int MOST_FAILURES = 4;

  private final Timers timers;
  private final Outlet outlet;
  private @Nullable MediaEngine engine;
  private @Nullable MediaTrack track;
  private @Nullable Recorder recorder;
  private boolean opus = true;
  private int failures;

  SoundOut(Timers timers, Outlet outlet) {
    this.timers = timers;
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

  /** The receiver cannot decode Opus. */
  void avoidOpus() {
    if (opus) {
      opus = false;
      restart();
    }
  }

  private void restart() {
    Recorder old = recorder;
    recorder = null;
    if (old != null) {
      old.stop();
    }
    if (engine != null && track != null && failures < MOST_FAILURES) {
      recorder = engine.record(track, opus, this);
    }
  }

  @Override
  public void encoded(boolean isOpus, int capturedMillis, byte[] packet) {
    failures = 0;
    int codec = isOpus ? MediaFrame.OPUS : MediaFrame.PCM_16K;
    outlet.send(MediaFrame.AUDIO, 0, codec, capturedMillis, packet);
  }

  @Override
  public void failed() {
    failures++;
    Recorder broken = recorder;
    timers.after(
        RETRY_MILLIS,
        () -> {
          if (Objects.equals(recorder, broken)) {
            restart();
          }
        });
  }
}
