package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.protocol.TranscriptionState;
import org.teavm.jso.dom.html.HTMLElement;

/** In the bar, for everybody: whether what is said is written down, and one's own words too. */
final class TranscriptionLine {
  private final HTMLElement chip;
  private final Page page;
  private final Choices choices;
  private TranscriptionState state = TranscriptionState.OFF;

  TranscriptionLine(HTMLElement room, Page page, Choices choices) {
    this.chip = Dom.part(room, "transcription-chip");
    this.page = page;
    this.choices = choices;
  }

  /** Why there are no captions; empty if there may be some. */
  String whyNothing() {
    boolean none = state == TranscriptionState.OFF || state == TranscriptionState.UNAVAILABLE;
    return none ? Dom.phrase("transcript", state.wireName()) : "";
  }

  /** Every turn is said once; that the main app switched it is said with the other switches. */
  void show(TranscriptionState now) {
    boolean turned = state != now && now != TranscriptionState.OFF;
    state = now;
    draw();
    if (turned) {
      page.announce(words());
    }
  }

  /** After one's own consent changed as well. */
  void draw() {
    chip.setHidden(state == TranscriptionState.OFF);
    Dom.setText(chip, "transcription-words", words());
    Dom.setClass(chip, "withheld", isWithheld());
  }

  private boolean isWithheld() {
    return state == TranscriptionState.ON && !choices.consent().transcription();
  }

  private String words() {
    return Dom.phrase("transcription", isWithheld() ? "withheld" : state.wireName());
  }
}
