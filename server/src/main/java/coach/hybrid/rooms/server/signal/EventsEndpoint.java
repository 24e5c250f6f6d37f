package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.server.auth.ApiKeys;
import coach.hybrid.rooms.server.config.SocketConfig;
import coach.hybrid.rooms.server.event.EventFeed;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.problem.Problem.FieldError;
import coach.hybrid.rooms.server.socket.Admission;
import coach.hybrid.rooms.server.socket.OpenSockets;
import coach.hybrid.rooms.server.socket.SocketEndpoint;
import coach.hybrid.rooms.server.socket.SocketLimits;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code /events/{roomId}?token={API key}[&since=N]}: a room's events, for the main app. */
public final class EventsEndpoint implements SocketEndpoint {
  /**
   * Nothing sent here has a meaning, so little is taken. Much may wait to go out: a whole session
   * is replayed at once to whoever asks for it.
   */
  private static final SocketLimits LIMITS =
      new SocketLimits("events", 4 * 1024, false, 32_768, 16 * 1024 * 1024);

  private static final Pattern SEQ = Pattern.compile("\\d{1,18}");

  private static final Problem NO_KEY =
      Problem.of(
          401,
          "unauthorized",
          "API key needed",
          "Open with ?token= or Authorization: Bearer and an API key.");
  private static final Problem NO_ROOM =
      Problem.of(404, "room-not-found", "No such room", "There is no room with this id.");
  private static final Problem BAD_SINCE =
      Problem.of(400, "invalid-request", "The request is not valid", "See errors.")
          .withErrors(List.of(new FieldError("since", "must be a whole number, 0 or more")));

  /** Takes no event: for asking whether there is a room, and how far it is. */
  private static final EventFeed.Subscriber NOBODY =
      new EventFeed.Subscriber() {
        @Override
        public void send(String text) {}

        @Override
        public void close(int code, String reason) {}
      };

  private final ApiKeys keys;
  private final EventFeed feed;
  private final SocketConfig config;
  private final OpenSockets sockets;
  private final Clock clock;

  public EventsEndpoint(
      ApiKeys keys, EventFeed feed, SocketConfig config, OpenSockets sockets, Clock clock) {
    this.keys = keys;
    this.feed = feed;
    this.config = config;
    this.sockets = sockets;
    this.clock = clock;
  }

  @Override
  public String template() {
    return "/events/{roomId}";
  }

  @Override
  public Admission admit(Request request, String roomId, @Nullable String token) {
    if (!keys.accept(token)) {
      return new Admission.Refused(NO_KEY);
    }
    String since = Request.extractQueryParameters(request).getValue("since");
    if (since != null && !SEQ.matcher(since).matches()) {
      return new Admission.Refused(BAD_SINCE);
    }
    EventFeed.@Nullable Subscription glance = feed.subscribe(roomId, -1, NOBODY);
    if (glance == null) {
      return new Admission.Refused(NO_ROOM);
    }
    glance.cancel();
    // "From now on" begins here and not when the socket is open: nothing falls in between.
    long from = since == null ? glance.lastSeq() : Long.parseLong(since);
    return new Admission.Admitted(
        new EventsSocket(roomId, from, feed, config, sockets, clock), LIMITS);
  }
}
