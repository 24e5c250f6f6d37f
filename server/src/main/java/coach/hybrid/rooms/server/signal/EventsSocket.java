package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.event.EventFeed;
import coach.hybrid.rooms.server.socket.OpenSockets;
import coach.hybrid.rooms.server.socket.OutboundQueue;
import coach.hybrid.rooms.server.socket.SocketListener;
import coach.hybrid.rooms.server.socket.SocketMessage;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;

/**
 * One follower of a room's events. Besides them it gets a {@code heartbeat} now and then, for
 * clients that cannot see pings. What it sends itself has no meaning and no answer, and is bounded
 * like everything else: too much closes the socket. One that reads too slowly is cut off and comes
 * back with {@code since}.
 */
final class EventsSocket implements SocketListener {
  /** As JavaScript writes it, with milliseconds even where they are zero. */
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final String roomId;
  private final long since;
  private final EventFeed feed;
  private final SocketConfig config;
  private final OpenSockets sockets;
  private final Clock clock;
  private final SocketRate rate;

  // Guarded by this: a socket may be lost while it is being opened.
  private @Nullable OutboundQueue outbound;
  private EventFeed.@Nullable Subscription subscription;
  private @Nullable ScheduledFuture<?> heartbeats;
  private boolean lost;

  EventsSocket(
      String roomId,
      long since,
      EventFeed feed,
      SocketConfig config,
      OpenSockets sockets,
      Clock clock) {
    this.roomId = roomId;
    this.since = since;
    this.feed = feed;
    this.config = config;
    this.sockets = sockets;
    this.clock = clock;
    this.rate = new SocketRate(config);
  }

  @Override
  public synchronized void opened(OutboundQueue out) {
    if (lost) {
      return;
    }
    outbound = out;
    EventFeed.@Nullable Subscription begun = feed.subscribe(roomId, since, out);
    if (begun == null) {
      out.close(CloseCode.NORMAL, "the room is gone");
      return;
    }
    subscription = begun;
    heartbeats =
        sockets.repeat(config.eventsHeartbeat(), () -> out.send(heartbeat(begun.lastSeq())));
  }

  private String heartbeat(long seq) {
    JsonObject data = new JsonObject();
    data.addProperty("roomId", roomId);
    data.addProperty("timestamp", TIMESTAMP.format(clock.instant()));
    JsonObject heartbeat = new JsonObject();
    heartbeat.addProperty("type", "heartbeat");
    heartbeat.addProperty("seq", seq);
    heartbeat.add("data", data);
    return heartbeat.toString();
  }

  @Override
  public @Nullable Runnable received(SocketMessage message) {
    if (!rate.allows(message)) {
      OutboundQueue out;
      synchronized (this) {
        out = outbound;
      }
      if (out != null) {
        out.close(CloseCode.OVERLOADED, "too many messages");
      }
    }
    return null;
  }

  @Override
  public synchronized void lost(Instant lastHeard) {
    lost = true;
    if (subscription != null) {
      subscription.cancel();
    }
    if (heartbeats != null) {
      heartbeats.cancel(false);
    }
  }
}
