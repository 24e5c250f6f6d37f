package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.transcript.Captions;
import coach.hybrid.rooms.client.transcript.Utterance;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * Two lines under the stage, for whoever wants them. Eyes see words as they come; a screen reader
 * gets each sentence once, when it is whole.
 */
final class CaptionStrip implements Captions.Listener {
  /** A screen reader has had its time for older ones. */
  private static final int MAX_READ_OUT = 5;

  private final HTMLElement element;
  private final HTMLElement rows;
  private final HTMLElement live;
  private final HTMLElement button;
  private final String key;
  private boolean isOn;

  /**
   * The strip of this room's screen.
   *
   * @param role whose choice is remembered: two people may share a computer
   * @param onAtFirst what holds until there was a choice
   */
  CaptionStrip(HTMLElement room, String role, boolean onAtFirst) {
    element = Dom.part(room, "captions-area");
    rows = Dom.part(element, "caption-rows");
    live = Dom.part(element, "caption-live");
    button = Dom.part(room, "captions");
    key = "hybrid-rooms:captions-" + role;
    String chosen = Browser.recall(key);
    isOn = chosen == null ? onAtFirst : chosen.equals("on");
    draw();
  }

  /**
   * Switches them, and remembers it.
   *
   * @return whether they are on now
   */
  boolean toggle() {
    isOn = !isOn;
    Browser.remember(key, isOn ? "on" : "off");
    draw();
    return isOn;
  }

  private void draw() {
    Dom.setPressed(button, isOn);
    element.setHidden(!isOn);
    rows.setTextContent("");
    live.setTextContent("");
  }

  @Override
  public void captionsChanged(List<Captions.Row> now) {
    Dom.setClass(rows, "silent", now.isEmpty());
    if (!isOn || now.isEmpty()) {
      return; // What was said last fades as it stands.
    }
    rows.setTextContent("");
    for (Captions.Row row : now) {
      HTMLElement line = Dom.copy("caption");
      Dom.setText(line, "name", row.name());
      for (Utterance utterance : row.said()) {
        add(Dom.part(line, "text"), utterance, utterance.text());
      }
      rows.appendChild(line);
    }
  }

  @Override
  public void said(Utterance utterance) {
    if (!isOn) {
      return;
    }
    add(live, utterance, utterance.name() + ": " + utterance.text());
    if (live.getChildNodes().getLength() > MAX_READ_OUT) {
      live.removeChild(live.getFirstChild());
    }
  }

  private static void add(HTMLElement place, Utterance utterance, String text) {
    HTMLElement words = Dom.add(place, "p", utterance.isFinal() ? "" : "interim", text);
    Dom.setLanguage(words, utterance.lang());
  }
}
