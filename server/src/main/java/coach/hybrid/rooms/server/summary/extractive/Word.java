package coach.hybrid.rooms.server.summary.extractive;

/**
 * A word in its sentence.
 *
 * @param kind of word, as Universal Dependencies name it; {@code X} where nobody can tell
 * @param stem what its forms have in common
 */
record Word(String text, String kind, String stem) {
  static final String UNKNOWN = "X";

  boolean isNoun() {
    return kind.equals("NOUN") || kind.equals("PROPN");
  }

  boolean isName() {
    return kind.equals("PROPN");
  }

  /** What carries meaning by itself. */
  boolean isContent() {
    return switch (kind) {
      case "NOUN", "PROPN", "VERB", "ADJ", UNKNOWN ->
          text.length() > 2 && !Generic.is(stem, text) && Character.isLetter(text.charAt(0));
      default -> false;
    };
  }
}
