package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;
import coach.hybrid.rooms.server.config.AuthConfig;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.RoomSpec;
import coach.hybrid.rooms.server.room.TokenSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes people's tokens of our own, which live as long as their session may. */
public final class LinkTokens implements TokenSource {
  private final ParticipantTokens tokens;
  private final AuthConfig config;
  private final Clock clock;

  public LinkTokens(ParticipantTokens tokens, AuthConfig config, Clock clock) {
    this.tokens = tokens;
    this.config = config;
    this.clock = clock;
  }

  /** A token that says the same as the one that was given. */
  public String mint(RoomSpec spec, Claims given) {
    Instant now = clock.instant();
    return tokens.mint(given.renewed(now, expiry(spec, now)));
  }

  private Instant expiry(RoomSpec spec, Instant now) {
    Instant scheduled = spec.scheduledStart();
    return scheduled == null
        ? now.plus(config.unscheduledLinkLife())
        : (scheduled.isAfter(now) ? scheduled : now)
            .plus(spec.maxDuration())
            .plus(config.linkMargin());
  }

  @Override
  public TokenRefreshed refresh(RoomSpec spec, Entrant holder) {
    Instant now = clock.instant();
    Instant expiresAt = expiry(spec, now);
    Claims claims =
        new Claims(
            holder.userId(),
            spec.roomId(),
            spec.sessionId(),
            holder.role(),
            holder.name(),
            holder.permissions(),
            now,
            expiresAt);
    long millis = Math.min(Duration.between(now, expiresAt).toMillis(), Integer.MAX_VALUE);
    return new TokenRefreshed(tokens.mint(claims), (int) millis);
  }
}
