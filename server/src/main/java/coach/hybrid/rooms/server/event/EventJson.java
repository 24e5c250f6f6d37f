package coach.hybrid.rooms.server.event;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/**
 * Writes JSON exactly as JavaScript's {@code JSON.stringify} does, because that is what seed 001's
 * receivers sign: they parse a body and write it again. Holds for objects with names that are no
 * numbers, texts, booleans, null and whole numbers.
 */
public final class EventJson {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
  private static final int UNICODE_ESCAPE_CHARS = 6;

  private EventJson() {}

  public static String write(Object value) {
    String text = GSON.toJson(value);
    StringBuilder out = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at += escape(text, at, out) - 1;
      } else if (Character.isSurrogate(c) && !inPair(text, at)) {
        out.append(String.format("\\u%04x", (int) c)); // Half a character has no UTF-8.
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Copies an escape; the two separators that Gson escapes for JavaScript of old come plain. */
  private static int escape(String text, int at, StringBuilder out) {
    if (text.startsWith("\\u2028", at) || text.startsWith("\\u2029", at)) {
      out.append(text.charAt(at + UNICODE_ESCAPE_CHARS - 1) == '8' ? '\u2028' : '\u2029');
      return UNICODE_ESCAPE_CHARS;
    }
    out.append(text, at, at + 2);
    return 2;
  }

  private static boolean inPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
