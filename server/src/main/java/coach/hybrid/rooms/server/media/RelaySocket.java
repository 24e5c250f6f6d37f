package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.room.RelayInlet;
import coach.hybrid.rooms.server.room.RelayRoutes;
import coach.hybrid.rooms.server.room.RelayRoutes.Route;
import coach.hybrid.rooms.server.room.RelayTally;
import coach.hybrid.rooms.server.socket.OutboundQueue;
import coach.hybrid.rooms.server.socket.SocketListener;
import coach.hybrid.rooms.server.socket.SocketMessage;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant's end of the relay: frames straight to the sockets of those they are for, by the
 * routes the room has published. Whatever is wrong with it costs this socket only, and a receiver
 * that is too slow costs nobody but himself.
 */
final class RelaySocket implements SocketListener, RelayInlet {
  private static final Logger log = LoggerFactory.getLogger(RelaySocket.class);

  private static final int BITS = 8;

  private final Admitted admitted;
  private final @Nullable String instanceId;
  private final Clock clock;
  private final RelayCounters counters;
  private final RelayBacklog backlog;
  private final RelayRate rate = new RelayRate();
  private volatile @Nullable OutboundQueue outbound;
  private volatile RelayRoutes routes = RelayRoutes.NONE;

  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private volatile long openedMillis;

  RelaySocket(Admitted admitted, @Nullable String instanceId, Clock clock, RelayCounters counters) {
    this.admitted = admitted;
    this.instanceId = instanceId;
    this.clock = clock;
    this.counters = counters;
    this.backlog = new RelayBacklog(clock, counters);
  }

  @Override
  public void opened(OutboundQueue out) {
    openedMillis = clock.millis();
    out.feedFrom(backlog);
    outbound = out;
    admitted.room().openRelay(this, admitted.entrant(), instanceId);
  }

  @Override
  public void route(RelayRoutes published) {
    routes = published;
  }

  @Override
  public void close(int code, String reason) {
    routes = RelayRoutes.NONE;
    OutboundQueue out = outbound;
    if (out != null) {
      out.close(code, reason);
    }
  }

  @Override
  public @Nullable Runnable received(SocketMessage message) {
    if (!(message instanceof SocketMessage.Binary(var frame))) {
      close(CloseCode.BAD_MESSAGES, "binary only");
      return null;
    }
    if (!rate.allows(frame.remaining())) {
      close(CloseCode.OVERLOADED, "too much to relay");
      return null;
    }
    String fault = RelayFrame.fault(frame);
    if (fault != null) {
      close(CloseCode.BAD_MESSAGES, "not a media frame: " + fault);
      return null;
    }
    frames.incrementAndGet();
    octets.addAndGet(frame.remaining());
    forward(frame);
    return null;
  }

  private void forward(ByteBuffer frame) {
    RelayRoutes ways = routes;
    Route route = ways.to().get(RelayFrame.peer(frame));
    if (route == null) {
      counters.dropped(RelayDrop.NO_TARGET);
    } else if (!route.lets(RelayFrame.kind(frame))) {
      counters.dropped(RelayDrop.NOT_PERMITTED);
    } else {
      RelayFrame.setPeer(frame, ways.from());
      route.target().take(frame);
    }
  }

  @Override
  public void take(ByteBuffer frame) {
    backlog.add(frame);
    OutboundQueue out = outbound;
    if (out != null) {
      out.feedHasMore();
    }
  }

  @Override
  public RelayTally tally() {
    RelayBacklog.Tally out = backlog.tally();
    return new RelayTally(frames.get(), out.frames(), out.dropped(), out.waiting());
  }

  @Override
  public void lost(Instant lastHeard) {
    routes = RelayRoutes.NONE;
    backlog.close();
    admitted.room().loseRelay(this);
    long millis = Math.max(1, clock.millis() - openedMillis);
    RelayBacklog.Tally out = backlog.tally();
    log.atInfo()
        .addKeyValue("roomId", admitted.room().spec().roomId())
        .log(
            "relay of {}: {} s, {} frames in at {} kbit/s, {} out at {} kbit/s, {} dropped",
            admitted.entrant().userId(),
            millis / 1_000,
            frames,
            octets.get() * BITS / millis,
            out.frames(),
            out.volume() * BITS / millis,
            out.dropped());
  }
}
