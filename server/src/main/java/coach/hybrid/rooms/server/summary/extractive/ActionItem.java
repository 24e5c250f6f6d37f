package coach.hybrid.rooms.server.summary.extractive;

import org.jspecify.annotations.Nullable;

/**
 * Something somebody is going to do.
 *
 * @param who by name
 * @param what in the words in which it was said
 * @param when as it was said, without "by" and "on"; null if nobody said
 */
record ActionItem(String who, String what, @Nullable String when) {
  /** {@code Tom: write a budget by Sunday}. */
  String line() {
    boolean saysWhen = when == null || what.contains(when);
    return who + ": " + what + (saysWhen ? "" : " (" + when + ")");
  }
}
