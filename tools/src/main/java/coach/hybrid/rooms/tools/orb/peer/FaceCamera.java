package coach.hybrid.rooms.tools.orb.peer;

import coach.hybrid.rooms.tools.orb.face.Expression;
import coach.hybrid.rooms.tools.orb.face.FacePainter;
import coach.hybrid.rooms.tools.orb.face.FaceParameters;
import dev.onvoid.webrtc.media.FourCC;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoBufferConverter;
import dev.onvoid.webrtc.media.video.VideoFrame;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** Shows the face to the video source, frame by frame, on a thread of its own. */
final class FaceCamera implements AutoCloseable {
  private final VideoSize size;
  private final CustomVideoSource picture;
  private final DoubleSupplier level;
  private final Thread thread;
  private volatile Expression expression = Expression.LISTENING;
  private volatile boolean running = true;

  FaceCamera(VideoSize size, CustomVideoSource picture, DoubleSupplier level) {
    this.size = size;
    this.picture = picture;
    this.level = level;
    this.thread = Thread.ofPlatform().name("orb-face").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void show(Expression shown) {
    expression = shown;
  }

  Expression shown() {
    return expression;
  }

  private void run() {
    FacePainter painter = new FacePainter(size.width(), size.height());
    FaceParameters face = FaceParameters.REST;
    long frameNanos = 1_000_000_000L / size.framesPerSecond();
    long start = System.nanoTime();
    long next = start;
    while (running) {
      double seconds = (System.nanoTime() - start) / 1e9;
      face = face.after(frameNanos / 1e9, expression, seconds, level.getAsDouble());
      show(painter.paint(face));
      next += frameNanos;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        LockSupport.parkNanos(wait);
      } else {
        next = System.nanoTime();
      }
    }
  }

  /** Each frame is released, or 8 MB a second would leak outside the heap. */
  private void show(byte[] pixels) {
    NativeI420Buffer buffer = NativeI420Buffer.allocate(size.width(), size.height());
    try {
      // FourCC names the order of a little-endian word: "RGBA" is a, b, g, r in memory.
      VideoBufferConverter.convertToI420(pixels, buffer, FourCC.RGBA);
    } catch (Exception e) {
      buffer.release();
      throw new IllegalStateException("a face of " + size + " cannot be shown", e);
    }
    VideoFrame frame = new VideoFrame(buffer, System.nanoTime());
    try {
      picture.pushFrame(frame);
    } finally {
      frame.release();
    }
  }

  @Override
  public void close() {
    running = false;
    LockSupport.unpark(thread);
    try {
      thread.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
