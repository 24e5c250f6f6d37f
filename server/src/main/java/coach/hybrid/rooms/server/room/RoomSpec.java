package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.protocol.Role;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the main app ordered (seed 001, create), without the tokens: two equal specs are the same
 * order, so a repeated create is idempotent.
 */
public record RoomSpec(
    String roomId,
    String sessionId,
    Person coach,
    Person client,
    OrbSpec orb,
    @Nullable Instant scheduledStart,
    Duration maxDuration,
    Features features,
    @Nullable String language) {

  /** What is spoken where nobody says otherwise (BCP 47). */
  public static final String DEFAULT_LANG = "en";

  /**
   * One of the two people. The name comes out of the token and so does not count when two orders
   * are compared.
   */
  public record Person(String userId, String name) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Person person && userId.equals(person.userId);
    }

    @Override
    public int hashCode() {
      return userId.hashCode();
    }
  }

  public record OrbSpec(boolean enabled, String personality, String voiceModel) {}

  public record Features(
      boolean recording, boolean transcription, boolean aiAssistance, boolean generateSummary) {}

  /** What is spoken in the room (BCP 47); rooms written before this could be said speak English. */
  public String lang() {
    return language == null ? DEFAULT_LANG : language;
  }

  public String orbUserId() {
    return Protocol.ORB_ID_PREFIX + sessionId;
  }

  /** What the room begins with; the main app may change it later. */
  RoomSettings settings() {
    return new RoomSettings(orb, features);
  }

  /** The only user who may sit in that role. */
  public String userIdOf(Role role) {
    return switch (role) {
      case COACH -> coach.userId();
      case CLIENT -> client.userId();
      case AI -> orbUserId();
    };
  }
}
