package coach.hybrid.rooms.server.transcription.transcript;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * What people, engines and orbs wrote, made fit for any page or file: one line, no markup, nothing
 * that hides or reorders text. For all threads.
 */
public final class SpokenText {
  private static final int MAX_TEXT_CHARS = 2_000;
  private static final int MAX_NAME_CHARS = 80;

  /** Markup inside markup comes out at last; whoever nests deeper loses his brackets. */
  private static final int MAX_PEELS = 4;

  /** Only what a browser would take for a tag: "a < b" is arithmetic. */
  private static final Pattern TAG = Pattern.compile("<[a-zA-Z/!?]");

  /** Controls, line ends of all alphabets, and what turns the direction of reading around. */
  private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");

  private static final Pattern TRICKS =
      Pattern.compile("[\\u061C\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\p{Cs}]");

  private SpokenText() {}

  /** Empty if nothing sayable is left. */
  public static String clean(String text) {
    String plain = cut(text, 2 * MAX_TEXT_CHARS);
    for (int peel = 0; TAG.matcher(plain).find(); peel++) {
      plain = peel < MAX_PEELS ? peeled(plain) : plain.replaceAll("[<>]", " ");
    }
    String visible = TRICKS.matcher(plain).replaceAll("");
    return cut(BREAKS.matcher(visible).replaceAll(" ").strip(), MAX_TEXT_CHARS);
  }

  private static String peeled(String html) {
    Document document = Jsoup.parseBodyFragment(html);
    document.select("script, style, template, noscript, iframe").remove();
    return document.wholeText();
  }

  /** A name stands where brackets mean something; without any, the role stands for it. */
  public static String name(String name, String otherwise) {
    String plain = clean(name).replaceAll("[<>\\[\\]]", " ").replaceAll(" {2,}", " ").strip();
    return plain.isEmpty() ? otherwise : cut(plain, MAX_NAME_CHARS).strip();
  }

  /** Never between the halves of a character. */
  private static String cut(String text, int mostChars) {
    if (text.length() <= mostChars) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(mostChars - 1)) ? mostChars - 1 : mostChars;
    return text.substring(0, end);
  }
}
