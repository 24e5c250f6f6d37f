package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import org.teavm.jso.dom.html.HTMLElement;

/** On a tile: how the link stands, as a sign, in words on focus, and at length on a tap. */
final class LinkMark {
  private final Participant participant;
  private final HTMLElement tile;
  private final HTMLElement button;
  private final HTMLElement details;
  private boolean open;

  LinkMark(Participant participant, HTMLElement tile) {
    this.participant = participant;
    this.tile = tile;
    button = Dom.part(tile, "link");
    details = Dom.part(tile, "details");
    Dom.on(button, "click", this::toggle);
    Dom.onEscape(tile, this::close);
  }

  private void toggle() {
    open = !open;
    update();
  }

  private void close() {
    if (open) {
      toggle();
    }
  }

  void update() {
    String key = Words.linkKey(participant);
    String words = Dom.phrase("link", key);
    button.setHidden(key.equals("closed"));
    button.setAttribute("data-link", key);
    button.setAttribute("aria-expanded", open ? "true" : "false");
    if (!words.equals(button.getTitle())) {
      button.setTitle(words);
      Dom.setText(tile, "link-words", words);
    }
    details.setHidden(!open);
    if (open) {
      String safety = participant.safetyWords();
      Dom.setText(details, "link-state", words);
      Dom.setText(details, "link-way", Dom.phrase("way", participant.pathName()));
      Dom.setText(
          details,
          "link-safety",
          safety == null
              ? ""
              : "Compare these words with " + participant.info().userName() + ": " + safety);
    }
  }
}
