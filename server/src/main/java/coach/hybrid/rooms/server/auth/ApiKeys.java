package coach.hybrid.rooms.server.auth;

import coach.hybrid.rooms.server.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The main app's keys. All are compared, each in constant time, whichever one fits. */
public final class ApiKeys {
  private final List<byte[]> keys;

  public ApiKeys(List<Secret> keys) {
    this.keys = keys.stream().map(Secret::bytes).toList();
  }

  public boolean accept(@Nullable String presented) {
    if (presented == null) {
      return false;
    }
    byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
    boolean match = false;
    for (byte[] key : keys) {
      match |= MessageDigest.isEqual(key, bytes);
    }
    return match;
  }
}
