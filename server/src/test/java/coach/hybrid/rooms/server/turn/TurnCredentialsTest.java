package coach.hybrid.rooms.server.turn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.TurnConfig;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TurnCredentialsTest {
  private static final List<String> URLS = List.of("turn:turn.example:3478", "turns:turn.example");

  private static TurnCredentials credentials(
      List<String> urls, @Nullable Secret password, @Nullable Secret secret) {
    return new TurnCredentials(
        new TurnConfig(
            urls, password == null ? null : "user", password, secret, Duration.ofHours(1)),
        new FakeClock());
  }

  /** printf %s USER | openssl dgst -sha1 -hmac north-süd -binary | base64 */
  @Test
  void aSharedSecretMakesCredentialsThatCoturnAcceptsUntilTheyExpire() {
    var message = credentials(URLS, null, new Secret("north-süd")).iceServersFor("coach-1");
    assertEquals(3_600_000, message.ttlMillis());
    assertEquals(
        List.of(new IceServer(URLS, "1769875200:coach-1", "/GMnpN8q77kkhLT+WoKLHjKj6Lc=")),
        message.iceServers());
  }

  @Test
  void aProvidersPairIsPassedOn() {
    var message = credentials(URLS, new Secret("pass"), null).iceServersFor("coach-1");
    assertEquals(List.of(new IceServer(URLS, "user", "pass")), message.iceServers());
  }

  @Test
  void theSecretGoesBeforeThePair() {
    var message = credentials(URLS, new Secret("pass"), new Secret("s")).iceServersFor("c");
    assertEquals("1769875200:c", message.iceServers().getFirst().username());
  }

  @Test
  void withoutTurnThereIsNoThirdPartyEither() {
    assertEquals(List.of(), credentials(List.of(), null, null).iceServersFor("c").iceServers());
  }
}
