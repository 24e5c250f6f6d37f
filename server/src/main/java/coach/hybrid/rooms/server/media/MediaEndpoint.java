package coach.hybrid.rooms.server.media;

import coach.hybrid.rooms.server.auth.Door;
import coach.hybrid.rooms.server.auth.DoorDecision;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.problem.Problem.FieldError;
import coach.hybrid.rooms.server.socket.Admission;
import coach.hybrid.rooms.server.socket.SocketEndpoint;
import coach.hybrid.rooms.server.socket.SocketLimits;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * {@code /media/{roomId}?use=transcription|relay}: the voice of whoever holds a seat there, or his
 * media on its way to the others and theirs to him.
 */
public final class MediaEndpoint implements SocketEndpoint {
  /** 100 ms of samples are 3,200 octets; nothing goes out but a close. */
  private static final SocketLimits VOICE = new SocketLimits("media", 8 * 1024, true, 16, 1_024);

  /**
   * Frames wait where they can be dropped ({@link RelayBacklog}), so nothing waits in the queue,
   * and in the kernel no more than half a second of a slow line.
   */
  private static final SocketLimits RELAY =
      new SocketLimits("relay", 256 * 1024, true, 16, 1_024, 32 * 1024);

  private static final Problem BAD_USE =
      Problem.of(400, "invalid-request", "The request is not valid", "See errors.")
          .withErrors(List.of(new FieldError("use", "must be transcription or relay")));

  private final Door door;
  private final Clock clock;
  private final RelayCounters counters;

  public MediaEndpoint(Door door, Clock clock, RelayCounters counters) {
    this.door = door;
    this.clock = clock;
    this.counters = counters;
  }

  @Override
  public String template() {
    return "/media/{roomId}";
  }

  /** Pages get new tokens in time, so one that has run out is nobody's who sits here. */
  @Override
  public Admission admit(Request request, String roomId, @Nullable String token) {
    return switch (door.admit(roomId, token)) {
      case DoorDecision.Refused refused -> new Admission.Refused(refused.toProblem());
      case DoorDecision.Admitted admitted ->
          switch (use(request)) {
            case "transcription" -> new Admission.Admitted(new VoiceSocket(admitted, clock), VOICE);
            case "relay" ->
                new Admission.Admitted(
                    new RelaySocket(admitted, instance(request), clock, counters), RELAY);
            default -> new Admission.Refused(BAD_USE);
          };
    };
  }

  /** Of the page, as in its join; an orb of another make does not say it here. */
  private static @Nullable String instance(Request request) {
    return Request.extractQueryParameters(request).getValue("instance");
  }

  private static String use(Request request) {
    return Objects.requireNonNullElse(Request.extractQueryParameters(request).getValue("use"), "");
  }
}
