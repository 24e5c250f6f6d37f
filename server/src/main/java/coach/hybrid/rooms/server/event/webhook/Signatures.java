package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent, twice: as Standard Webhooks asks, and as seed 001's {@code
 * verifyWebhookSignature} checks it.
 */
final class Signatures {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int SECRET_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Signatures() {}

  static Secret newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  /**
   * @param id the same for every attempt to deliver the same event
   * @param at when this attempt is made
   */
  static Envelope seal(Webhook webhook, String id, String text, Instant at) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    String timestamp = Long.toString(at.getEpochSecond());
    return new Envelope(
        webhook.url(),
        Map.of(
            "webhook-id",
            id,
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            standard(webhook.secret(), id, timestamp, body),
            "X-Room-Signature",
            HexFormat.of().formatHex(hmac(webhook.secret().bytes(), body))),
        text);
  }

  private static String standard(Secret secret, String id, String timestamp, byte[] body) {
    byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
    return "v1," + Base64.getEncoder().encodeToString(hmac(standardKey(secret), head, body));
  }

  /** What follows the prefix if that is base64, else the text itself. */
  private static byte[] standardKey(Secret secret) {
    if (secret.reveal().startsWith(PREFIX)) {
      try {
        byte[] key = Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
        if (key.length > 0) {
          return key;
        }
      } catch (IllegalArgumentException e) {
        // Somebody's own secret that only begins like one.
      }
    }
    return secret.bytes();
  }

  private static byte[] hmac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }
}
