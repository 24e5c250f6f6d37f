package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import io.github.bucket4j.Bucket;
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
 * One socket on {@code /ws-simple}: frames in, messages on to the room. Decides nothing but what a
 * socket may cost: size, rate and malformed messages. Frames arrive one at a time.
 */
final class SignalSocket implements FrameHandler {
  private static final Logger log = LoggerFactory.getLogger(SignalSocket.class);

  /** A peer that keeps sending what nobody understands is not one of ours. */
  private static final int MAX_MALFORMED = 20;

  private final Admitted admitted;
  private final Bucket rate;
  private final Bucket volume;
  private final Clock clock;
  private final SignalSockets sockets;
  private final TextAssembler assembler = new TextAssembler(SignalSockets.MAX_MESSAGE_BYTES);
  private final AtomicBoolean lost = new AtomicBoolean();
  private int malformed;
  private volatile long lastHeardMillis;
  private @Nullable CoreSession session;
  private @Nullable OutboundQueue outbound;

  SignalSocket(Admitted admitted, Bucket rate, Bucket volume, Clock clock, SignalSockets sockets) {
    this.admitted = admitted;
    this.rate = rate;
    this.volume = volume;
    this.clock = clock;
    this.sockets = sockets;
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = opened;
    OutboundQueue queue = new OutboundQueue(opened);
    outbound = queue;
    lastHeardMillis = clock.millis();
    sockets.opened(this);
    admitted.room().open(queue, admitted.entrant());
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
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> onText(frame, out);
      case OpCode.BINARY -> out.close(CloseStatus.BAD_DATA, "text only");
      case OpCode.PING -> pong(out, frame);
      case OpCode.CLOSE -> echoClose(from, frame);
      default -> {
        // A pong: that it came is all that matters.
      }
    }
    callback.succeeded();
    from.demand();
  }

  private void onText(Frame frame, OutboundQueue out) {
    if (out.isClosing()) {
      return;
    }
    String text;
    try {
      text = assembler.add(frame.getPayload(), frame.isFin());
    } catch (TextAssembler.TooLongException e) {
      out.close(CloseStatus.MESSAGE_TOO_LARGE, "message too long");
      return;
    } catch (CharacterCodingException e) {
      out.close(CloseStatus.BAD_PAYLOAD, "not UTF-8");
      return;
    }
    if (text != null) {
      onMessage(text, out);
    }
  }

  private void onMessage(String text, OutboundQueue out) {
    if (!rate.tryConsume(1) || !volume.tryConsume(text.length() + 1)) {
      refuse(out, new Refused(ErrorCode.RATE_LIMITED, "too many messages", null, null));
      out.close(CloseCode.OVERLOADED, "too many messages");
      return;
    }
    ClientMessage message;
    try {
      message = MessageCodec.decodeClient(text);
    } catch (ProtocolException e) {
      refuse(out, e.toMessage());
      if (++malformed >= MAX_MALFORMED) {
        out.close(CloseCode.BAD_MESSAGES, "too many malformed messages");
      }
      return;
    }
    admitted.room().receive(out, message, text);
  }

  private static void refuse(OutboundQueue out, Refused refused) {
    out.send(MessageCodec.encode(refused));
  }

  /** The payload goes back as it came (RFC 6455, section 5.5.3). */
  private static void pong(OutboundQueue out, Frame ping) {
    byte[] payload = new byte[ping.getPayloadLength()];
    if (ping.hasPayload()) {
      ping.getPayload().get(payload);
    }
    out.pong(ByteBuffer.wrap(payload));
  }

  private static void echoClose(CoreSession from, Frame frame) {
    CloseStatus status = CloseStatus.getCloseStatus(frame);
    if (status == null || status.getCode() == CloseStatus.NO_CODE) {
      from.close(Callback.NOOP);
    } else {
      from.close(status.getCode(), status.getReason(), Callback.NOOP);
    }
  }

  /** Called at every ping interval: asks for a sign of life, or gives the socket up. */
  void beat(Duration silenceLimit) {
    CoreSession to = session;
    if (to == null) {
      return;
    }
    if (clock.millis() - lastHeardMillis > silenceLimit.toMillis()) {
      lose();
      to.abort();
    } else {
      to.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    log.debug("socket of room {} failed", admitted.room().spec().roomId(), cause);
    callback.succeeded();
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    lose();
    callback.succeeded();
  }

  private void lose() {
    OutboundQueue out = outbound;
    if (out != null && lost.compareAndSet(false, true)) {
      sockets.closed(this);
      admitted.room().lose(out, Instant.ofEpochMilli(lastHeardMillis));
    }
  }
}
