package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.ClientMessage;
import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;
import coach.hybrid.rooms.protocol.json.MessageCodec;
import coach.hybrid.rooms.protocol.json.OrbCodec;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.socket.OutboundQueue;
import coach.hybrid.rooms.server.socket.SocketListener;
import coach.hybrid.rooms.server.socket.SocketMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One socket on {@code /ws-simple}: messages on to the room. Decides nothing but what a socket may
 * cost: rate and malformed messages.
 */
final class SignalSocket implements SocketListener {
  /** A peer that keeps sending what nobody understands is not one of ours. */
  private static final int MAX_MALFORMED = 20;

  private final Admitted admitted;
  private final SocketRate rate;
  private volatile @Nullable OutboundQueue outbound;
  private int malformed;

  SignalSocket(Admitted admitted, SocketConfig config) {
    this.admitted = admitted;
    this.rate = new SocketRate(config);
  }

  @Override
  public void opened(OutboundQueue out) {
    outbound = out;
    admitted.room().open(out, admitted.entrant());
  }

  @Override
  public @Nullable Runnable received(SocketMessage message) {
    OutboundQueue out = outbound;
    if (out == null) {
      return null;
    }
    if (!rate.allows(message)) {
      refuse(out, new Refused(ErrorCode.RATE_LIMITED, "too many messages", null, null));
      out.close(CloseCode.OVERLOADED, "too many messages");
      return null;
    }
    return switch (message) {
      case SocketMessage.Text(String text) -> decode(text, out);
      case SocketMessage.Binary _ -> throw new IllegalStateException("binary is not taken here");
    };
  }

  private @Nullable Runnable decode(String text, OutboundQueue out) {
    ClientMessage message;
    try {
      OrbReport report = isOrb() ? OrbCodec.decodeReport(text) : null;
      if (report != null) {
        return () -> admitted.room().report(out, report);
      }
      message = MessageCodec.decodeClient(text);
    } catch (ProtocolException e) {
      refuse(out, e.toMessage());
      if (++malformed >= MAX_MALFORMED) {
        out.close(CloseCode.BAD_MESSAGES, "too many malformed messages");
      }
      return null;
    }
    if (message instanceof ClientMessage.Relayed
        || message instanceof ClientMessage.SetLinkState
        || message instanceof ClientMessage.Ping) {
      admitted.room().receive(out, message, text);
      return null;
    }
    // Changes the room, which is written before it is seen.
    return () -> admitted.room().receive(out, message, text);
  }

  private boolean isOrb() {
    return admitted.entrant().type() == ParticipantType.AI;
  }

  private static void refuse(OutboundQueue out, Refused refused) {
    out.send(MessageCodec.encode(refused));
  }

  @Override
  public void lost(Instant lastHeard) {
    OutboundQueue out = outbound;
    if (out != null) {
      admitted.room().lose(out, lastHeard);
    }
  }
}
