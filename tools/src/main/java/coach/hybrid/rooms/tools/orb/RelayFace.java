package coach.hybrid.rooms.tools.orb;

import coach.hybrid.rooms.tools.orb.face.Expression;
import coach.hybrid.rooms.tools.orb.face.FaceJpeg;
import coach.hybrid.rooms.tools.orb.face.FaceParameters;
import coach.hybrid.rooms.tools.orb.peer.VideoSize;
import coach.hybrid.rooms.tools.orb.relay.Relay;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Shows the face over the relay, as single small pictures, while there is somebody who gets them.
 * On a thread of its own.
 */
final class RelayFace implements AutoCloseable {
  private static final VideoSize SIZE = VideoSize.SMALL;
  private static final double FRAME_SECONDS = 1.0 / SIZE.framesPerSecond();
  private static final long FRAME_NANOS = 1_000_000_000L / SIZE.framesPerSecond();

  private final Relay relay;
  private final Supplier<Expression> expression;
  private final DoubleSupplier level;
  private volatile boolean running = true;

  RelayFace(Relay relay, Supplier<Expression> expression, DoubleSupplier level) {
    this.relay = relay;
    this.expression = expression;
    this.level = level;
  }

  void start() {
    Thread.ofPlatform().name("orb-relay-face").daemon().start(this::run);
  }

  private void run() {
    FaceJpeg jpeg = null;
    FaceParameters face = FaceParameters.REST;
    byte[] last = new byte[0];
    long start = System.nanoTime();
    while (running) {
      long began = System.nanoTime();
      if (relay.picturesWanted()) {
        if (jpeg == null) {
          jpeg = new FaceJpeg(SIZE.width(), SIZE.height());
        }
        double seconds = (began - start) / 1e9;
        face = face.after(FRAME_SECONDS, expression.get(), seconds, level.getAsDouble());
        byte[] picture = jpeg.paint(face);
        relay.picture(picture, !Arrays.equals(picture, last));
        last = picture;
      }
      LockSupport.parkNanos(FRAME_NANOS - (System.nanoTime() - began));
    }
  }

  @Override
  public void close() {
    running = false;
  }
}
