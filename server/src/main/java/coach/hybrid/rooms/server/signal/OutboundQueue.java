package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.server.room.Outbox;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to go out to one peer: one frame under way at a time, the rest here, within bounds. A
 * peer that reads too slowly fills its own queue and is cut off; nobody else waits for it. The lock
 * guards the queue only and is never held while a frame is sent.
 */
final class OutboundQueue implements Outbox {
  private static final Logger log = LoggerFactory.getLogger(OutboundQueue.class);
  private static final int MAX_MESSAGES = 512;
  private static final int MAX_CHARS = 2 * 1024 * 1024;

  private record CloseRequest(int code, String reason) {}

  private final CoreSession session;
  private final Flusher flusher = new Flusher();
  private final Object lock = new Object();

  // Guarded by lock.
  private final Queue<String> waiting = new ArrayDeque<>();
  private int waitingChars;
  private @Nullable ByteBuffer waitingPong;
  private @Nullable CloseRequest closeRequest;
  private boolean closed;

  OutboundQueue(CoreSession session) {
    this.session = session;
  }

  @Override
  public void send(String text) {
    boolean overflow;
    synchronized (lock) {
      if (closed || closeRequest != null) {
        return;
      }
      overflow = waiting.size() >= MAX_MESSAGES || waitingChars + text.length() > MAX_CHARS;
      if (overflow) {
        closed = true;
        waiting.clear();
      } else {
        waiting.add(text);
        waitingChars += text.length();
      }
    }
    if (overflow) {
      log.warn("a peer takes its messages too slowly and is cut off");
      session.abort();
    } else {
      flusher.iterate();
    }
  }

  /** Closes once everything that waits is out. */
  @Override
  public void close(int code, String reason) {
    synchronized (lock) {
      if (closed || closeRequest != null) {
        return;
      }
      closeRequest = new CloseRequest(code, reason);
    }
    flusher.iterate();
  }

  /**
   * Answers a ping. Of several that came while an answer was under way only the last is answered
   * (RFC 6455, section 5.5.3), so that a peer that pings and never reads fills nothing here.
   */
  void pong(ByteBuffer payload) {
    synchronized (lock) {
      if (closed || closeRequest != null) {
        return;
      }
      waitingPong = payload;
    }
    flusher.iterate();
  }

  boolean isClosing() {
    synchronized (lock) {
      return closed || closeRequest != null;
    }
  }

  /** Called with the lock held. */
  private @Nullable Frame nextFrame() {
    ByteBuffer pong = waitingPong;
    if (pong != null) {
      waitingPong = null;
      return new Frame(OpCode.PONG, pong);
    }
    String text = waiting.poll();
    if (text == null) {
      return null;
    }
    waitingChars -= text.length();
    return new Frame(OpCode.TEXT, text);
  }

  private final class Flusher extends IteratingCallback {
    @Override
    protected Action process() {
      Frame frame;
      CloseRequest close;
      synchronized (lock) {
        if (closed) {
          return Action.IDLE;
        }
        frame = nextFrame();
        close = frame == null ? closeRequest : null;
        closed = close != null;
      }
      if (frame != null) {
        session.sendFrame(frame, this, false);
        return Action.SCHEDULED;
      }
      if (close != null) {
        session.close(close.code(), close.reason(), this);
        return Action.SCHEDULED;
      }
      return Action.IDLE;
    }

    @Override
    protected void onFailure(Throwable cause) {
      log.debug("sending failed, the socket is gone", cause);
      synchronized (lock) {
        closed = true;
        waiting.clear();
      }
      session.abort();
    }
  }
}
