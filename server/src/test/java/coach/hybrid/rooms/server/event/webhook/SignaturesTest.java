package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.config.Secret;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against vectors that were made elsewhere. */
class SignaturesTest {
  private static final Instant AT = Instant.parse("2026-01-31T15:00:00.999Z");
  private static final String BODY =
      "{\"type\":\"room-started\",\"id\":\"evt_1\",\"seq\":1,"
          + "\"data\":{\"roomId\":\"r\",\"text\":\"Zoë 😀\"}}";

  private static Envelope seal(String secret, String id, String body, Instant at) {
    Webhook webhook =
        new Webhook(
            "wh_1", URI.create("https://a.example/"), List.of(), new Secret(secret), at, false);
    return Signatures.seal(webhook, id, body, at);
  }

  /** The example of the Standard Webhooks specification. */
  @Test
  void theSpecificationsOwnExampleComesOut() {
    Envelope envelope =
        seal(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "{\"test\": 2432232314}",
            Instant.ofEpochSecond(1_614_265_330));
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        envelope.headers().get("webhook-signature"));
    assertEquals("1614265330", envelope.headers().get("webhook-timestamp"));
    assertEquals("msg_p5jXN8AQM9LWM0D4loKWxJek", envelope.headers().get("webhook-id"));
  }

  /** Made with Node's crypto: the decoded key, and the secret's own bytes where it is no key. */
  @ParameterizedTest
  @CsvSource({
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, 2las67I+m9pb10ZWNXOnO5vL2+bypBc2SI6iAEZFgU0=,"
        + " 08210ee3cf463f3e44dc8c26807f65b7e864205e009fa3e13a208bad526e8b06",
    "webhook-signing-secret, wJ7lfEiif6klrB++XKkD+s3ZoZdxihW/AzMlvP27Wis=,"
        + " 6eb6b81b5a1b5671e59e78897dfc865914e11545ba6fb8d73a4c3ced56e9419b",
    "whsec_not base64!, Dj5R5WcQ/uDb2fC3eNO9uqOD+NzQLL38BUEeDp9sJlA=,"
        + " bf5fe41876f999677b376ad84178159a408f6195f30c07f879f8c01c2c1cf47c"
  })
  void bothSignaturesAreWhatNodeMakes(String secret, String standard, String room) {
    Envelope envelope = seal(secret, "evt_1", BODY, AT);
    assertEquals("v1," + standard, envelope.headers().get("webhook-signature"));
    assertEquals(room, envelope.headers().get("X-Room-Signature"));
    assertEquals(BODY, envelope.body());
  }

  @Test
  void aNewSecretIsThirtyTwoRandomBytesInTheStandardsForm() {
    String secret = Signatures.newSecret().reveal();
    assertTrue(secret.startsWith("whsec_"), secret);
    assertEquals(32, Base64.getDecoder().decode(secret.substring(6)).length);
    assertNotEquals(secret, Signatures.newSecret().reveal());
  }
}
