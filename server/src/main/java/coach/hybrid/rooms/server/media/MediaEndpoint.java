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
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** {@code /media/{roomId}?use=transcription}: the voice of whoever holds a seat there. */
public final class MediaEndpoint implements SocketEndpoint {
  /** 100 ms of samples are 3,200 octets; nothing goes out but a close. */
  private static final SocketLimits LIMITS = new SocketLimits("media", 8 * 1024, true, 16, 1_024);

  private static final Problem BAD_USE =
      Problem.of(400, "invalid-request", "The request is not valid", "See errors.")
          .withErrors(List.of(new FieldError("use", "must be transcription")));

  private final Door door;
  private final Clock clock;

  public MediaEndpoint(Door door, Clock clock) {
    this.door = door;
    this.clock = clock;
  }

  @Override
  public String template() {
    return "/media/{roomId}";
  }

  @Override
  public SocketLimits limits() {
    return LIMITS;
  }

  @Override
  public Admission admit(Request request, String roomId, @Nullable String token) {
    return switch (door.admitSocket(roomId, token)) {
      case DoorDecision.Refused refused -> new Admission.Refused(refused.toProblem());
      case DoorDecision.Admitted admitted ->
          "transcription".equals(Request.extractQueryParameters(request).getValue("use"))
              ? new Admission.Admitted(new VoiceSocket(admitted, clock))
              : new Admission.Refused(BAD_USE);
    };
  }
}
