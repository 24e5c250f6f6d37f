package coach.hybrid.rooms.server.socket;

import coach.hybrid.rooms.server.event.EventFeed;
import coach.hybrid.rooms.server.room.Outbox;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingCallback;
import org.eclipse.jetty.websocket.core.CloseStatus;
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
public final class OutboundQueue implements Outbox, EventFeed.Subscriber {
  private static final Logger log = LoggerFactory.getLogger(OutboundQueue.class);
  private static final int MAX_PONGS = 16;

  /** {@code answered} is completed once the close is out. */
  private record CloseRequest(int code, String reason, Callback answered) {}

  private final CoreSession session;
  private final SocketLimits limits;
  private final Flusher flusher = new Flusher();
  private final Object lock = new Object();

  // Guarded by lock.
  private final Queue<SocketMessage> waiting = new ArrayDeque<>(1);
  private int waitingCost;
  private final Queue<ByteBuffer> waitingPongs = new ArrayDeque<>(1);
  private @Nullable CloseRequest closeRequest;
  private boolean closed;
  private @Nullable SocketFeed feed;

  OutboundQueue(CoreSession session, SocketLimits limits) {
    this.session = session;
    this.limits = limits;
  }

  @Override
  public void send(String text) {
    send(new SocketMessage.Text(text));
  }

  @Override
  public int waiting() {
    synchronized (lock) {
      return waiting.size();
    }
  }

  void send(SocketMessage message) {
    int cost = message.cost();
    boolean overflow;
    synchronized (lock) {
      if (closed || closeRequest != null) {
        return;
      }
      overflow =
          waiting.size() >= limits.maxWaitingMessages()
              || waitingCost + cost > limits.maxWaitingCost();
      if (overflow) {
        closed = true;
        waiting.clear();
      } else {
        waiting.add(message);
        waitingCost += cost;
      }
    }
    if (overflow) {
      log.warn("a peer takes its messages too slowly and is cut off");
      session.abort();
    } else {
      flusher.iterate();
    }
  }

  /** From now on this is asked for the next message whenever nothing else waits. */
  public void feedFrom(SocketFeed messages) {
    synchronized (lock) {
      feed = messages;
    }
  }

  /** The feed has something. */
  public void feedHasMore() {
    flusher.iterate();
  }

  /** Closes once everything that waits is out; what a feed still has is not waited for. */
  @Override
  public void close(int code, String reason) {
    close(new CloseRequest(code, reason, Callback.NOOP));
  }

  /** The peer has closed: says the same back, after everything that waits (section 5.5.1). */
  void answerClose(CloseStatus asked, Callback answered) {
    String reason = asked.getReason();
    close(new CloseRequest(asked.getCode(), reason == null ? "" : reason, answered));
  }

  private void close(CloseRequest request) {
    boolean first;
    synchronized (lock) {
      first = !closed && closeRequest == null;
      if (first) {
        closeRequest = request;
      }
    }
    if (first) {
      flusher.iterate();
    } else {
      request.answered().succeeded();
    }
  }

  /**
   * Answers a ping. Of many that came while an answer was under way only the last few are answered
   * (RFC 6455, section 5.5.3), so that a peer that pings and never reads fills nothing here.
   */
  void pong(ByteBuffer payload) {
    synchronized (lock) {
      if (closed || closeRequest != null) {
        return;
      }
      if (waitingPongs.size() >= MAX_PONGS) {
        waitingPongs.remove();
      }
      waitingPongs.add(payload);
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
    ByteBuffer pong = waitingPongs.poll();
    if (pong != null) {
      return new Frame(OpCode.PONG, pong);
    }
    SocketMessage message = waiting.poll();
    if (message != null) {
      waitingCost -= message.cost();
    } else if (feed != null && closeRequest == null) {
      message = feed.next();
    }
    if (message == null) {
      return null;
    }
    return switch (message) {
      case SocketMessage.Text(String text) -> new Frame(OpCode.TEXT, text);
      case SocketMessage.Binary(ByteBuffer octets) -> new Frame(OpCode.BINARY, octets);
    };
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
        sendClose(close);
        return Action.SCHEDULED;
      }
      return Action.IDLE;
    }

    private void sendClose(CloseRequest close) {
      Callback sent = Callback.combine(this, close.answered());
      if (close.code() == CloseStatus.NO_CODE) {
        session.close(sent);
      } else {
        session.close(close.code(), close.reason(), sent);
      }
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
