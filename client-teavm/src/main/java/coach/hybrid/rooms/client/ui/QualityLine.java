package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.LinkState;
import coach.hybrid.rooms.client.call.Participant;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** How good the links are, in the bar: the worst of them, as a sign and in words. */
final class QualityLine {
  private final HTMLElement element;

  QualityLine(HTMLElement room) {
    element = Dom.part(room, "quality");
  }

  void show(List<Participant> participants) {
    LinkState worst = worst(participants);
    element.setHidden(worst == LinkState.CLOSED);
    Dom.part(element, "quality-dot").setClassName("dot " + Words.link(worst));
    Dom.setText(element, "quality-words", Words.link(worst));
  }

  /** {@code CLOSED} if there is no link to anybody. */
  private static LinkState worst(List<Participant> participants) {
    LinkState worst = null;
    for (Participant participant : participants) {
      LinkState state = participant.linkState();
      if (worst == null || rank(state) > rank(worst)) {
        worst = state;
      }
    }
    return worst == null ? LinkState.CLOSED : worst;
  }

  private static int rank(LinkState state) {
    return switch (state) {
      case CLOSED -> 0;
      case UNREACHABLE -> 1; // said on the tile: it is no fault of the other links
      case CONNECTED -> 2;
      case POOR -> 3;
      case CONNECTING -> 4;
      case RECONNECTING -> 5;
    };
  }
}
