package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.Participant;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLMediaElement;

/** Somebody's shared screen: whole, never cropped. */
final class ScreenTile {
  final Participant participant;
  final HTMLElement element = Dom.copy("screen");
  private final HTMLMediaElement video = Dom.media(element, "video");

  ScreenTile(Participant participant) {
    this.participant = participant;
    String name = participant.info().userName() + "'s screen";
    element.setAttribute("aria-label", name);
    Dom.setText(element, "name", name);
  }

  void update() {
    Playback.play(video, participant.track(Line.SCREEN), () -> {});
  }

  void close() {
    Playback.play(video, null, () -> {});
  }
}
