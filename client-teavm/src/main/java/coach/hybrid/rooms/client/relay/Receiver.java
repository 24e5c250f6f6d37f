package coach.hybrid.rooms.client.relay;

import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.RelayPath;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.stats.LinkStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that comes from one participant, and the tracks that play it. */
final class Receiver {
  private static final int SAMPLES_A_MILLI = 48;

  private final Timers timers;
  private final RelayPath.Listener listener;
  private final JitterBuffer arrivals = new JitterBuffer();
  private final SoundIn sound;
  private final PictureIn camera;
  private final PictureIn screen;
  private @Nullable MediaEngine engine;
  private int packets;
  private int lost;
  private int lostSinceReport;
  private int bytes;

  Receiver(Timers timers, RelayPath.Listener listener, Sender sender) {
    this.timers = timers;
    this.listener = listener;
    sound = new SoundIn(timers, to(Line.AUDIO), codec -> sender.wish(Sender.OTHER_CODEC, codec));
    camera = new PictureIn(timers, sound, to(Line.CAMERA), wishes(sender, MediaFrame.CAMERA));
    screen = new PictureIn(timers, null, to(Line.SCREEN), wishes(sender, MediaFrame.SCREEN));
  }

  private Consumer<MediaTrack> to(Line line) {
    return track -> listener.trackReceived(line, track);
  }

  private static PictureIn.Wishes wishes(Sender sender, int kind) {
    return new PictureIn.Wishes() {
      @Override
      public void keyFrame() {
        sender.wish(Sender.KEY_FRAME, kind);
      }

      @Override
      public void otherThan(int codec) {
        sender.wish(Sender.OTHER_CODEC, codec);
      }
    };
  }

  /** Plays by this from now on, or throws away what comes. */
  void use(@Nullable MediaEngine next) {
    if (!Objects.equals(engine, next)) {
      engine = next;
      sound.use(next);
      camera.use(next);
      screen.use(next);
    }
  }

  void receive(MediaFrame frame, int gap, boolean breaks) {
    packets++;
    lost += gap;
    lostSinceReport += gap;
    bytes += MediaFrame.HEADER_BYTES + frame.payload().length;
    int now = timers.nowMillis();
    boolean isOtherStream = breaks && gap == 0;
    if (isOtherStream) {
      arrivals.reset();
    }
    arrivals.arrived(now - frame.captureMillis(), now);
    switch (frame.kind()) {
      case MediaFrame.AUDIO -> sound.receive(frame, isOtherStream);
      case MediaFrame.CAMERA -> camera.receive(frame, breaks);
      default -> screen.receive(frame, breaks);
    }
    if (packets == 1) {
      listener.relayChanged();
    }
  }

  /** Frames that the service dropped since this was asked last. */
  int takeLost() {
    int taken = lostSinceReport;
    lostSinceReport = 0;
    return taken;
  }

  /** How much later than at its best everything comes: it waits somewhere on its way. */
  int lateMillis() {
    return arrivals.lateMillis();
  }

  boolean isUnheard() {
    return sound.isUnheard();
  }

  int packets() {
    return packets;
  }

  int framesShown() {
    return camera.shown() + screen.shown();
  }

  LinkStats stats(LinkPath path, int bytesSent) {
    return new LinkStats(
        packets,
        lost,
        framesShown(),
        sound.jitterMillis(),
        0,
        path,
        "",
        bytesSent,
        bytes,
        sound.concealedMillis() * SAMPLES_A_MILLI,
        sound.receivedMillis() * SAMPLES_A_MILLI,
        camera.frozenMillis());
  }

  void close() {
    sound.close();
    camera.close();
    screen.close();
  }
}
