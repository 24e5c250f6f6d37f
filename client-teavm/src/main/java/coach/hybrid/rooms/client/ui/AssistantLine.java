package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The assistant in the bar, for everybody: what its tile does not show. */
final class AssistantLine {
  private final HTMLElement chip;
  private final Page page;
  private final Choices choices;
  private @Nullable OrbStateChanged orb;

  AssistantLine(HTMLElement room, Page page, Choices choices) {
    this.chip = Dom.part(room, "assistant-chip");
    this.page = page;
    this.choices = choices;
  }

  /** Every turn is said once. */
  void show(OrbStateChanged state) {
    boolean turned = orb == null ? state.state() != OrbState.OFF : orb.state() != state.state();
    orb = state;
    if (turned) {
      page.announce(Words.assistant(state));
    }
    draw();
  }

  /** After one's own consent changed as well: not being heard is worth a word. */
  void draw() {
    if (orb == null) {
      return;
    }
    boolean ready = orb.state() == OrbState.READY;
    boolean deaf = ready && !choices.consent().assistant();
    chip.setHidden(orb.state() == OrbState.OFF || (ready && !deaf));
    Dom.setText(chip, "chip-words", deaf ? Dom.phrase("deaf", null) : Words.assistant(orb));
  }
}
