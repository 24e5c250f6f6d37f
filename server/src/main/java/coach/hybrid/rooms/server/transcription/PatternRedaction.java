package coach.hybrid.rooms.server.transcription;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes out what looks like an address or a number that identifies somebody. */
public final class PatternRedaction implements Redaction {
  /** What can be taken out, and what it looks like; each in one pass, whatever the text. */
  public enum Kind {
    EMAIL("[\\p{Alnum}._%+-]{1,64}@[\\p{Alnum}.-]{1,190}\\.\\p{Alpha}{2,24}"),

    /** 12 to 19 digits, also in groups. */
    CARD("(?<!\\d)\\d(?:[ -]?\\d){11,18}(?!\\d)"),

    /** 7 to 15 digits, also in groups. */
    PHONE("(?<!\\d)\\+?\\d(?:[ ./()-]{0,2}\\d){6,14}(?!\\d)");

    private final Pattern pattern;

    Kind(String regex) {
      pattern = Pattern.compile(regex);
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Map<String, Kind> BY_WORD =
      Arrays.stream(Kind.values())
          .collect(Collectors.toMap(Kind::word, kind -> kind, (a, _) -> a, TreeMap::new));

  private final List<Kind> kinds;

  /** In the order of the kinds: a card's number is not taken for a telephone's. */
  public PatternRedaction(List<String> words) {
    kinds = words.stream().map(BY_WORD::get).distinct().sorted().toList();
  }

  @Override
  public String redact(String text, String lang) {
    String clean = text;
    for (Kind kind : kinds) {
      clean = kind.pattern.matcher(clean).replaceAll("[" + kind.word() + "]");
    }
    return clean;
  }
}
