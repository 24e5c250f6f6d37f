package coach.hybrid.rooms.tools.orb.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.media.MediaFrame;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;

/** The vectors that the browsers' relay is held to, too. */
class GoldenCryptoTest {
  private static final HexFormat HEX = HexFormat.of();

  private final JsonObject golden =
      JsonParser.parseString(
              Files.readString(Path.of("../shared-protocol/golden/relay/crypto.json")))
          .getAsJsonObject();

  GoldenCryptoTest() throws IOException {}

  private static String text(JsonObject from, String name) {
    return from.get(name).getAsString();
  }

  private static byte[] octets(JsonObject from, String name) {
    return HEX.parseHex(text(from, name));
  }

  private LinkSecret.Keys keys(String self, String other) throws GeneralSecurityException {
    JsonObject own = golden.getAsJsonObject(self);
    JsonObject theirs = golden.getAsJsonObject(other);
    byte[] point = LinkSecret.point(text(own, "publicKey"));
    LinkSecret secret = LinkSecret.of(octets(own, "privateKey"), point);
    assertEquals(text(own, "publicKey"), secret.publicKey());
    return secret.agree(
        text(golden, "roomId"),
        text(own, "userId"),
        text(theirs, "userId"),
        LinkSecret.point(text(theirs, "publicKey")));
  }

  private byte[] keyFrom(String userId) {
    for (JsonElement direction : golden.getAsJsonArray("directions")) {
      if (text(direction.getAsJsonObject(), "fromId").equals(userId)) {
        return octets(direction.getAsJsonObject(), "key");
      }
    }
    throw new AssertionError(userId);
  }

  @Test
  void bothEndsComeToTheGoldenKeys() throws GeneralSecurityException {
    LinkSecret.Keys lower = keys("lower", "higher");
    assertArrayEquals(keyFrom("client-1"), lower.sending().getEncoded());
    assertArrayEquals(keyFrom("coach-1"), lower.receiving().getEncoded());
    LinkSecret.Keys higher = keys("higher", "lower");
    assertArrayEquals(keyFrom("coach-1"), higher.sending().getEncoded());
    assertArrayEquals(keyFrom("client-1"), higher.receiving().getEncoded());
  }

  @Test
  void framesAreSealedToTheGoldenOctetsAndOpened()
      throws GeneralSecurityException, ProtocolException {
    LinkSecret.Keys lower = keys("lower", "higher");
    int frames = 0;
    for (JsonElement element : golden.getAsJsonArray("frames")) {
      JsonObject frame = element.getAsJsonObject();
      boolean fromLower = text(frame, "fromId").equals("client-1");
      SecretKey key = fromLower ? lower.sending() : lower.receiving();
      MediaFrame plain = plain(frame);
      assertArrayEquals(octets(frame, "nonce"), FrameCipher.nonce(plain));
      byte[] message = FrameCipher.with(plain, plain.peer(), FrameCipher.seal(key, plain)).encode();
      assertEquals(text(frame, "message"), HEX.formatHex(message), text(frame, "note"));
      assertArrayEquals(
          octets(frame, "payload"), new FrameOpener(key).open(MediaFrame.decode(message)));
      frames++;
    }
    assertTrue(frames > 5);
  }

  private static MediaFrame plain(JsonObject frame) {
    return new MediaFrame(
        frame.get("kind").getAsInt(),
        frame.get("flags").getAsInt(),
        frame.get("codec").getAsInt(),
        frame.get("peer").getAsInt(),
        frame.get("generation").getAsInt(),
        frame.get("seq").getAsInt(),
        frame.get("captureMillis").getAsInt(),
        octets(frame, "payload"));
  }
}
