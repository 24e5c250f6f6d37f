package coach.hybrid.rooms.server.metric;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The values one label may take: so many, and {@code other} for all that come later. */
final class Labels {
  static final String OTHER = "other";

  private final int most;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  Labels(int most) {
    this.most = most;
  }

  /** Two threads may add the last value at once; one value too many is no harm. */
  String bound(String value) {
    if (seen.contains(value)) {
      return value;
    }
    if (seen.size() >= most) {
      return OTHER;
    }
    seen.add(value);
    return value;
  }
}
