package coach.hybrid.rooms.server.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.config.AuthConfig;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.room.Entrant;
import coach.hybrid.rooms.server.room.RoomSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What our own tokens say, and how long they live. */
class LinkTokensTest {
  private static final Permissions QUIET = new Permissions(false, true, false);

  private final FakeClock clock = new FakeClock();
  private final ParticipantTokens tokens = new ParticipantTokens(new Secret(Tokens.SECRET));
  private final LinkTokens links =
      new LinkTokens(
          tokens,
          new AuthConfig(
              new Secret(Tokens.SECRET), List.of(), Duration.ofHours(1), Duration.ofHours(24)),
          clock);

  private static RoomSpec spec(@Nullable Instant scheduled) {
    return new RoomSpec(
        "room-1",
        "session-1",
        new RoomSpec.Person("coach-1", "Ada"),
        new RoomSpec.Person("client-1", "Zoë"),
        new RoomSpec.OrbSpec(false, "supportive", "default"),
        scheduled,
        Duration.ofHours(2),
        new RoomSpec.Features(false, true, true, true),
        null);
  }

  private Claims refreshed(@Nullable Instant scheduled) throws InvalidTokenException {
    Entrant holder =
        new Entrant("client-1", "Zoë", Role.CLIENT, ParticipantType.HUMAN, QUIET, false);
    TokenRefreshed token = links.refresh(spec(scheduled), holder);
    Claims claims = tokens.verify(token.token());
    assertEquals(
        Duration.between(clock.instant(), claims.expiresAt()).toMillis(), token.ttlMillis());
    return claims;
  }

  @Test
  void aRefreshedTokenSaysTheSameAsTheOneBefore() throws InvalidTokenException {
    assertEquals(
        new Claims(
            "client-1",
            "room-1",
            "session-1",
            Role.CLIENT,
            "Zoë",
            QUIET,
            clock.instant(),
            clock.instant().plus(Duration.ofHours(24))),
        refreshed(null));
  }

  @Test
  void itLivesAsLongAsTheSessionMay() throws InvalidTokenException {
    Instant soon = clock.instant().plus(Duration.ofMinutes(10));
    Instant before = clock.instant().minus(Duration.ofMinutes(10));
    assertEquals(soon.plus(Duration.ofHours(3)), refreshed(soon).expiresAt());
    assertEquals(clock.instant().plus(Duration.ofHours(3)), refreshed(before).expiresAt());
  }

  @Test
  void aLinkSaysWhenItWasMade() throws InvalidTokenException {
    Claims given = tokens.verify(Tokens.of("coach", clock.instant().getEpochSecond() + 60).sign());
    assertEquals(Instant.EPOCH, given.issuedAt());
    Claims ours = tokens.verify(links.mint(spec(null), given));
    assertEquals(given.renewed(clock.instant(), clock.instant().plus(Duration.ofHours(24))), ours);
  }
}
