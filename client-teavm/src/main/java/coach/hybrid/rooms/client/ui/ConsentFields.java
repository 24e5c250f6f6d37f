package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.protocol.Consent;
import java.util.function.Consumer;
import org.teavm.jso.dom.html.HTMLElement;

/** The consent question, in the lobby and in the settings. Nothing is ticked in advance. */
final class ConsentFields {
  private static final String TRANSCRIPTION = "transcription";
  private static final String RECORDING = "recording";
  private static final String ASSISTANT = "assistant";

  private final HTMLElement element = Dom.copy("consent");

  ConsentFields(HTMLElement place, Consent given, Consumer<Consent> changed) {
    place.appendChild(element);
    Dom.setChecked(element, TRANSCRIPTION, given.transcription());
    Dom.setChecked(element, RECORDING, given.recording());
    Dom.setChecked(element, ASSISTANT, given.assistant());
    Dom.on(element, "change", () -> changed.accept(read()));
  }

  /** Shows the questions that make sense in this room, or nothing. */
  void ask(Consent asked) {
    element.setHidden(!asked.any());
    ask(TRANSCRIPTION, asked.transcription());
    ask(RECORDING, asked.recording());
    ask(ASSISTANT, asked.assistant());
  }

  private void ask(String what, boolean asked) {
    Dom.part(element, "ask-" + what).setHidden(!asked);
  }

  private Consent read() {
    return new Consent(
        Dom.isChecked(element, TRANSCRIPTION),
        Dom.isChecked(element, RECORDING),
        Dom.isChecked(element, ASSISTANT));
  }
}
