package coach.hybrid.rooms.server.summary.extractive;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out by when, in English: days, parts of them, ends of weeks, meetings, repetitions. */
final class When {
  private static final String DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?";
  private static final String PART = "(?: (?:mornings?|afternoons?|evenings?|nights?|lunchtime))?";
  private static final String NUMBER =
      "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of)";

  /** With capitals only: one may march in May. */
  private static final String MONTH =
      "(?-i:January|February|March|April|May|June|July|August|September|October|November|December)";

  private static final String MEETING =
      "(?:session|meeting|call|conversation|check-in|appointment|time|chat|coaching)";

  private static final String CORE =
      "(?:"
          + String.join(
              "|",
              "(?:the )?(?:end|middle|start|beginning) of (?:the|this|next) "
                  + "(?:day|week|month|quarter|year)",
              "(?:the )?end of " + MONTH,
              "(?:every|each)(?: (?:second|other|single))? (?:"
                  + DAY
                  + "|day|morning|evening|night|week|weekday|weekend|month)"
                  + PART,
              "(?:next|this|the coming|the following) (?:"
                  + DAY
                  + "|week|weekend|month|quarter|year|afternoon|evening)"
                  + PART,
              "(?:the|our|my|your) (?:very )?next " + MEETING,
              "(?:tomorrow|" + DAY + ")" + PART,
              "tonight",
              "later today",
              "today",
              "the weekend",
              "(?:in|within) (?:the next )?" + NUMBER + " (?:minute|hour|day|week|month)s?",
              NUMBER + " (?:day|week|month)s? from (?:now|today)",
              MONTH + "(?: \\d{1,2}(?:st|nd|rd|th)?)?",
              "the \\d{1,2}(?:st|nd|rd|th)(?: of " + MONTH + ")?",
              "(?:once|twice|" + NUMBER + " times) (?:a|per) (?:day|week|month)",
              "we (?:next )?(?:meet|speak|talk)(?: again| next)?",
              "daily",
              "weekly")
          + ")";

  private static final Pattern WHEN =
      Pattern.compile(
          "(?<!\\blast )(?<!\\bprevious )\\b(?:(?<before>by|before|until|till|after|on|over|at|for)"
              + "(?: then)? )?(?<core>"
              + CORE
              + ")\\b(?! ago)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern PAST =
      Pattern.compile("\\b(?:yesterday|ago|last (?:night|week|month|year|time|" + DAY + "))\\b");

  private When() {}

  /** The first time that lies ahead, or null. */
  static @Nullable String in(String text) {
    Matcher matcher = WHEN.matcher(text);
    while (matcher.find()) {
      String before = matcher.group("before");
      String core = matcher.group("core");
      boolean meeting = core.startsWith("we ");
      if (meeting && (before == null || !before.matches("(?i)until|till|before"))) {
        continue; // "We talk" is no time; "before we talk" is.
      }
      boolean matters = before != null && before.matches("(?i)before|until|till|after");
      return matters ? before + " " + core : core;
    }
    return null;
  }

  static boolean isPast(String text) {
    return PAST.matcher(text).find();
  }
}
