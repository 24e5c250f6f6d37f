package coach.hybrid.rooms.server.turn;

import coach.hybrid.rooms.protocol.IceServer;
import coach.hybrid.rooms.protocol.ServerMessage.IceServers;
import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.config.TurnConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * ICE servers for a participant. With a secret shared with coturn, the user name is {@code
 * expiry:userId} and the password its HMAC-SHA1 (the TURN REST API draft,
 * draft-uberti-behave-turn-rest-00); with a provider's static pair (seed 000), that pair; without
 * TURN, none: no third party's STUN is ever used by default.
 */
public final class TurnCredentials {
  private final TurnConfig config;
  private final Clock clock;

  public TurnCredentials(TurnConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  public IceServers iceServersFor(String userId) {
    int ttlMillis =
        Math.toIntExact(Math.min(Integer.MAX_VALUE, config.credentialLife().toMillis()));
    if (config.urls().isEmpty()) {
      return new IceServers(List.of(), ttlMillis);
    }
    return new IceServers(List.of(server(userId)), ttlMillis);
  }

  private IceServer server(String userId) {
    Secret secret = config.secret();
    Secret password = config.password();
    if (secret != null) {
      long expiry = clock.instant().plus(config.credentialLife()).getEpochSecond();
      String username = expiry + ":" + userId;
      return new IceServer(config.urls(), username, hmac(secret, username));
    }
    return new IceServer(
        config.urls(), config.username(), password == null ? null : password.reveal());
  }

  private static String hmac(Secret secret, String username) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.bytes(), "HmacSHA1"));
      byte[] digest = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}
