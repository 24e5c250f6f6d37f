package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * On a tile: how the link stands, as a sign, in words under pointer or focus, and at length when it
 * is opened.
 */
final class LinkMark {
  private final Participant participant;
  private final HTMLElement tile;
  private final HTMLElement mark;
  private String shown = "";

  LinkMark(Participant participant, HTMLElement tile) {
    this.participant = participant;
    this.tile = tile;
    mark = Dom.part(tile, "link");
  }

  void update() {
    String key = Words.linkKey(participant);
    String way = participant.pathName();
    String safety = participant.safetyWords();
    String now = key + way + safety;
    if (now.equals(shown)) {
      return;
    }
    shown = now;
    String words = Dom.phrase("link", key);
    mark.setHidden(key.equals("closed"));
    mark.setAttribute("data-link", key);
    Dom.setText(tile, "link-words", words);
    Dom.setText(tile, "link-tip", words);
    Dom.setText(tile, "link-state", words);
    Dom.setText(tile, "link-way", Dom.phrase("way", way));
    Dom.setText(
        tile,
        "link-safety",
        safety == null
            ? ""
            : "Compare these words with " + participant.info().userName() + ": " + safety);
  }
}
