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
    return indexOf(presented) >= 0;
  }

  /** Which key it is, or -1. */
  public int indexOf(@Nullable String presented) {
    if (presented == null) {
      return -1;
    }
    byte[] bytes = presented.getBytes(StandardCharsets.UTF_8);
    int match = -1;
    for (int i = 0; i < keys.size(); i++) {
      if (MessageDigest.isEqual(keys.get(i), bytes)) {
        match = i;
      }
    }
    return match;
  }

  public int count() {
    return keys.size();
  }
}
