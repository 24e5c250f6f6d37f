package coach.hybrid.rooms.server.auth;

import com.google.gson.Gson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Makes tokens as a main app does, and as an attacker would: by hand, not by our library. */
public final class Tokens {
  public static final String SECRET = "a-secret-of-the-main-app";

  private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
  private String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
  private String mac = "HmacSHA256";
  private String secret = SECRET;

  private Tokens() {}

  public static Tokens of(String role, long exp) {
    Tokens token = new Tokens();
    token.claims.put("userId", role + "-1");
    token.claims.put("roomId", "room-1");
    token.claims.put("sessionId", "session-1");
    token.claims.put("role", role);
    token.claims.put("name", "Ada Lovelace");
    token.claims.put("permissions", List.of("video", "audio", "screen-share"));
    token.claims.put("exp", exp);
    return token;
  }

  public Tokens with(String claim, @Nullable Object value) {
    claims.put(claim, value);
    return this;
  }

  public Tokens without(String claim) {
    claims.remove(claim);
    return this;
  }

  public Tokens header(String json, String macName) {
    header = json;
    mac = macName;
    return this;
  }

  public Tokens secret(String other) {
    secret = other;
    return this;
  }

  public String sign() {
    String signed =
        encode(header)
            + "."
            + encode(new Gson().newBuilder().serializeNulls().create().toJson(claims));
    if (mac.isEmpty()) {
      return signed + ".";
    }
    try {
      Mac signer = Mac.getInstance(mac);
      signer.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), mac));
      byte[] signature = signer.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
