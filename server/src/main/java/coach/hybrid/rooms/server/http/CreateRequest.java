package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.auth.Claims;
import coach.hybrid.rooms.server.auth.InvalidTokenException;
import coach.hybrid.rooms.server.auth.ParticipantTokens;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.RoomSpec.Features;
import coach.hybrid.rooms.server.room.RoomSpec.OrbSpec;
import coach.hybrid.rooms.server.room.RoomSpec.Person;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /api/rooms/create} (seed 001), checked: the order itself and what its
 * tokens say.
 */
record CreateRequest(RoomSpec spec, Claims coach, Claims client) {
  private static final Pattern ROOM_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern ID = Pattern.compile("[^\\p{C}\\p{Z}]{1,128}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
  private static final int DEFAULT_SECONDS = 3_600;
  private static final int MAX_SECONDS = 24 * 3_600;

  /** Nobody books further ahead or back, and times without end overflow. */
  private static final Duration MAX_AWAY = Duration.ofDays(3_650);

  static CreateRequest read(JsonObject json, ParticipantTokens tokens, Clock clock) {
    BodyReader body = new BodyReader(json);
    String roomId = id(body, "roomId", ROOM_ID, "must be 1 to 64 letters, digits, _ or -");
    String sessionId = id(body, "sessionId", ID, "must be 1 to 128 characters without blanks");
    BodyReader participants = body.required("participants");
    Instant now = clock.instant();
    Claims coach = person(participants, Role.COACH, roomId, sessionId, tokens, now);
    Claims client = person(participants, Role.CLIENT, roomId, sessionId, tokens, now);
    if (coach != null && client != null && coach.userId().equals(client.userId())) {
      participants.error("client.id", "must differ from the coach's");
    }
    OrbSpec orb = orb(participants.optional("aiOrb"));
    BodyReader config = body.optional("config");
    Instant start = config.instant("scheduledStartTime");
    if (start != null
        && (start.isAfter(now.plus(MAX_AWAY)) || start.isBefore(now.minus(MAX_AWAY)))) {
      config.error("scheduledStartTime", "must be within " + MAX_AWAY.toDays() + " days");
    }
    int seconds = config.integer("maxDuration", DEFAULT_SECONDS, 1, MAX_SECONDS);
    String language = config.textOrNull("language", 35);
    if (language != null && !LANGUAGE.matcher(language).matches()) {
      config.error("language", "must be a language tag (BCP 47), such as en or pt-BR");
    }
    Features features = features(config.optional("features"));
    body.complain();
    if (coach == null || client == null) {
      throw new IllegalStateException("a missing person is an error complained about above");
    }
    RoomSpec spec =
        new RoomSpec(
            roomId,
            sessionId,
            new Person(coach.userId(), coach.name()),
            new Person(client.userId(), client.name()),
            orb,
            start,
            Duration.ofSeconds(seconds),
            features,
            language);
    return new CreateRequest(spec, coach, client);
  }

  private static String id(BodyReader body, String field, Pattern pattern, String rule) {
    String value = body.text(field, 128);
    if (!value.isEmpty() && !pattern.matcher(value).matches()) {
      body.error(field, rule);
    }
    return value;
  }

  private static OrbSpec orb(BodyReader orb) {
    return new OrbSpec(
        orb.flag("enabled", false),
        orb.text("personality", "supportive", 2_000),
        orb.text("voiceModel", "default", 200));
  }

  private static Features features(BodyReader features) {
    return new Features(
        features.flag("recording", false),
        features.flag("transcription", true),
        features.flag("aiAssistance", true),
        features.flag("generateSummary", true));
  }

  /** The claims of one person's token, which must say the same as the body; null after an error. */
  private static @Nullable Claims person(
      BodyReader participants,
      Role role,
      String roomId,
      String sessionId,
      ParticipantTokens tokens,
      Instant now) {
    BodyReader person = participants.required(role.wireName());
    String userId = id(person, "id", ID, "must be 1 to 128 characters without blanks");
    String token = person.text("token", 8_192);
    if (token.isEmpty()) {
      return null;
    }
    Claims claims;
    try {
      claims = tokens.verify(token);
    } catch (InvalidTokenException e) {
      person.error("token", "is not valid: " + e.getMessage());
      return null;
    }
    String mismatch =
        !claims.userId().equals(userId)
            ? "userId"
            : !claims.roomId().equals(roomId)
                ? "roomId"
                : !claims.sessionId().equals(sessionId)
                    ? "sessionId"
                    : claims.role() != role ? "role" : null;
    if (mismatch != null) {
      person.error("token", "does not fit: its " + mismatch + " is another");
    } else if (!claims.expiresAt().isAfter(now)) {
      person.error("token", "has expired");
    }
    return claims;
  }
}
