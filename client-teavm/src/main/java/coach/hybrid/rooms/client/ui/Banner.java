package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** Over the stage: the way to the room is interrupted, and whether the call goes on without it. */
final class Banner {
  private final HTMLElement element;
  private boolean shown;

  Banner(HTMLElement room) {
    element = Dom.part(room, "banner");
  }

  void show(boolean interrupted) {
    shown = interrupted;
    if (!interrupted) {
      element.setHidden(true);
      Dom.setText(element, "");
    }
  }

  /** Twice a second. */
  void update(List<Participant> participants) {
    if (shown) {
      element.setHidden(false);
      Dom.setText(element, Dom.phrase("interrupted", Words.interruption(participants)));
    }
  }
}
