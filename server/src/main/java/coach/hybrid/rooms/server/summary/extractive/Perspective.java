package coach.hybrid.rooms.server.summary.extractive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what one said to the other into what both can read. */
final class Perspective {
  private static final Pattern MY = Pattern.compile("\\b(?:my|My)\\b");
  private static final Pattern MYSELF = Pattern.compile("\\bmyself\\b");
  private static final Pattern YOUR = Pattern.compile("\\b(?:your|Your)\\b");
  private static final Pattern YOURSELF = Pattern.compile("\\byourself\\b");
  private static final Pattern YOU = Pattern.compile("\\byou\\b(?!'|\\s+(?:know|see)\\b)");
  private static final Pattern ADDRESSED = Pattern.compile("\\byou\\b(?!\\s+(?:know|see)\\b)");
  private static final Pattern ME = Pattern.compile("\\bme\\b");

  private Perspective() {}

  /** What the speaker will do himself. */
  static String ofPromise(String what, String other) {
    String own = MYSELF.matcher(MY.matcher(what).replaceAll("their")).replaceAll("themselves");
    String yours = YOUR.matcher(own).replaceAll(quoted(other) + "'s");
    return YOU.matcher(yours).replaceAll(quoted(other));
  }

  /** What the speaker asked the other to do. */
  static String ofRequest(String what, String speaker) {
    String own = YOURSELF.matcher(YOUR.matcher(what).replaceAll("their")).replaceAll("themselves");
    String mine = MY.matcher(own).replaceAll(quoted(speaker) + "'s");
    return ME.matcher(ADDRESSED.matcher(mine).replaceAll("they")).replaceAll(quoted(speaker));
  }

  private static String quoted(String name) {
    return Matcher.quoteReplacement(name);
  }
}
