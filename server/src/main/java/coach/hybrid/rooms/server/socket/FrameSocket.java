package coach.hybrid.rooms.server.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What RFC 6455 asks of every socket, whatever it is for: whole messages out of frames, an answer
 * to pings and closes, and a judgement on the silent. Jetty has checked the frames themselves
 * (reserved bits and codes, order, control frames, close codes). Frames arrive one at a time.
 */
public final class FrameSocket implements FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(FrameSocket.class);

  private final SocketListener listener;
  private final SocketLimits limits;
  private final OpenSockets sockets;
  private final Clock clock;
  private final MessageAssembler assembler;
  private final AtomicBoolean lost = new AtomicBoolean();
  private volatile long openedMillis;
  private volatile long lastHeardMillis;

  /** While a message is seen to, nothing more is read, so silence says nothing. */
  private volatile boolean working;

  private @Nullable CoreSession session;
  private @Nullable OutboundQueue outbound;

  FrameSocket(SocketListener listener, SocketLimits limits, OpenSockets sockets, Clock clock) {
    this.listener = listener;
    this.limits = limits;
    this.sockets = sockets;
    this.clock = clock;
    this.assembler = new MessageAssembler(limits.maxMessageBytes());
  }

  String kind() {
    return limits.kind();
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    opened.setMaxFrameSize(limits.maxMessageBytes());
    OutboundQueue queue = new OutboundQueue(opened, limits);
    outbound = queue;
    openedMillis = clock.millis();
    lastHeardMillis = openedMillis;
    sockets.opened(this);
    listener.opened(queue);
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession from = session;
    OutboundQueue out = outbound;
    if (from == null || out == null) {
      callback.failed(new IllegalStateException("a frame before the socket was open"));
      return;
    }
    if (!out.isClosing()) {
      // A peer that talks on instead of answering our close is given up like a silent one.
      lastHeardMillis = clock.millis();
    }
    if (frame.getOpCode() == OpCode.CLOSE) {
      // The last frame: Jetty hangs up when the callback is through.
      out.answerClose(CloseStatus.getCloseStatus(frame), callback);
      return;
    }
    Runnable rest =
        switch (frame.getOpCode()) {
          case OpCode.TEXT, OpCode.BINARY, OpCode.CONTINUATION -> onData(frame, out);
          case OpCode.PING -> {
            out.pong(copyOf(frame));
            yield null;
          }
          default -> null; // A pong: that it came is all that matters.
        };
    if (rest == null) {
      callback.succeeded();
      from.demand();
    } else {
      working = true;
      sockets.run(() -> finish(rest, from, callback));
    }
  }

  private void finish(Runnable rest, CoreSession from, Callback callback) {
    try {
      rest.run();
    } catch (RuntimeException | Error e) {
      callback.failed(e);
      throw e;
    } finally {
      lastHeardMillis = clock.millis();
      working = false;
    }
    callback.succeeded();
    from.demand();
  }

  private @Nullable Runnable onData(Frame frame, OutboundQueue out) {
    if (out.isClosing()) {
      return null;
    }
    if (frame.getOpCode() == OpCode.BINARY && !limits.binary()) {
      out.close(CloseStatus.BAD_DATA, "text only");
      return null;
    }
    SocketMessage message;
    try {
      message = assembler.add(frame);
    } catch (MessageAssembler.TooLongException e) {
      out.close(CloseStatus.MESSAGE_TOO_LARGE, "message too long");
      return null;
    } catch (CharacterCodingException e) {
      out.close(CloseStatus.BAD_PAYLOAD, "not UTF-8");
      return null;
    }
    return message == null ? null : listener.received(message);
  }

  /**
   * A pong's payload is its ping's (RFC 6455, section 5.5.3), which is Jetty's again afterwards.
   */
  private static ByteBuffer copyOf(Frame ping) {
    byte[] payload = new byte[ping.getPayloadLength()];
    if (ping.hasPayload()) {
      ping.getPayload().get(payload);
    }
    return ByteBuffer.wrap(payload);
  }

  /**
   * Called at every ping interval: asks for a sign of life, or gives the socket up.
   *
   * @param quietMillis one from which something came so recently need not be asked
   */
  public void beat(long quietMillis, Duration silenceLimit) {
    CoreSession to = session;
    if (to == null) {
      return;
    }
    long silentMillis = clock.millis() - lastHeardMillis;
    if (!working && silentMillis > silenceLimit.toMillis()) {
      lose(CloseStatus.NO_CLOSE);
      to.abort();
    } else if (silentMillis >= quietMillis) {
      to.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }
  }

  void close(int code, String reason) {
    OutboundQueue out = outbound;
    if (out != null) {
      out.close(code, reason);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("a socket failed", cause);
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    lose(status.getCode());
    callback.succeeded();
  }

  private void lose(int code) {
    if (outbound != null && lost.compareAndSet(false, true)) {
      sockets.closed(this, code, Duration.ofMillis(clock.millis() - openedMillis));
      sockets.run(() -> listener.lost(Instant.ofEpochMilli(lastHeardMillis)));
    }
  }
}
