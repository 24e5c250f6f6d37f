package coach.hybrid.rooms.protocol;

/**
 * What one participant allows to be done with his own voice; each speaks for himself only, and may
 * take it back. Whoever has not answered has agreed to nothing.
 *
 * @param transcription that what he says is written down
 * @param recording that he is recorded
 * @param assistant that the orb hears him
 */
public record Consent(boolean transcription, boolean recording, boolean assistant) {
  public static final Consent NONE = new Consent(false, false, false);

  /** Whether there is anything in it. */
  public boolean any() {
    return transcription || recording || assistant;
  }
}
