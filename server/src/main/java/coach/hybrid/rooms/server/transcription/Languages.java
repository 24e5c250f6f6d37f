package coach.hybrid.rooms.server.transcription;

import java.util.Locale;

/** Language tags, as far as speech engines know them: by the language alone. */
public final class Languages {
  private Languages() {}

  /** {@code de} of {@code de-AT}. */
  public static String base(String tag) {
    String language = Locale.forLanguageTag(tag.replace('_', '-')).getLanguage();
    return language.isEmpty() ? tag.toLowerCase(Locale.ROOT) : language;
  }
}
