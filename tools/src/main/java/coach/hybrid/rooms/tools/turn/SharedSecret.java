package coach.hybrid.rooms.tools.turn;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the credentials that a relay with the same secret accepts, or should not any more. */
public final class SharedSecret {
  private final String secret;

  public SharedSecret(String secret) {
    this.secret = secret;
  }

  /** A user name and its password. */
  public record Credentials(String username, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return username;
    }
  }

  public Credentials until(Instant expiry, String user) {
    String username = expiry.getEpochSecond() + ":" + user;
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] digest = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
      return new Credentials(username, Base64.getEncoder().encodeToString(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA1", e);
    }
  }
}
