package coach.hybrid.rooms.tools.mainapp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One appointment, as the main app would order its room.
 *
 * @param tokenLife how long the tokens the main app signs are good for (seed 001: two hours)
 */
public record Order(
    String roomId,
    String sessionId,
    Guest coach,
    Guest client,
    boolean assistant,
    @Nullable Instant scheduledStart,
    Duration maxDuration,
    Duration tokenLife) {

  /** One of the two people. */
  public record Guest(String userId, String name, List<String> permissions) {
    public Guest {
      permissions = List.copyOf(permissions);
    }

    public static Guest named(String name) {
      return new Guest(
          name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID(),
          name,
          List.of("video", "audio", "screen-share"));
    }

    public Guest with(String... given) {
      return new Guest(userId, name, List.of(given));
    }
  }

  /** An hour from now on, with everything allowed and no assistant. */
  public static Order of(String coach, String client) {
    return new Order(
        UUID.randomUUID().toString(),
        UUID.randomUUID().toString(),
        Guest.named(coach),
        Guest.named(client),
        false,
        null,
        Duration.ofHours(1),
        Duration.ofHours(2));
  }

  public Order withAssistant() {
    return new Order(
        roomId, sessionId, coach, client, true, scheduledStart, maxDuration, tokenLife);
  }

  public Order withClient(Guest other) {
    return new Order(
        roomId, sessionId, coach, other, assistant, scheduledStart, maxDuration, tokenLife);
  }

  public Order startingAt(Instant start) {
    return new Order(roomId, sessionId, coach, client, assistant, start, maxDuration, tokenLife);
  }

  public Order lasting(Duration most) {
    return new Order(roomId, sessionId, coach, client, assistant, scheduledStart, most, tokenLife);
  }
}
