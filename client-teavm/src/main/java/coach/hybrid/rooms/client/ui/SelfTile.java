package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.LocalMedia;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLMediaElement;

/** Oneself, as in a mirror; on a phone it can be dragged out of the way. */
final class SelfTile {
  final HTMLElement element;
  private final LocalMedia media;
  private final HTMLMediaElement video;

  SelfTile(HTMLElement room, LocalMedia media, String userName) {
    this.media = media;
    element = Dom.part(room, "self");
    video = Dom.media(room, "self-video");
    Dom.setText(room, "self-avatar", Dom.initials(userName));
    Dom.onDrag(
        element,
        (x, y) -> {
          Dom.setStyle(element, "--drag-x", x + "px");
          Dom.setStyle(element, "--drag-y", y + "px");
          Dom.setClass(element, "dragged", true);
        });
    update();
  }

  void update() {
    Playback.play(video, media.camera(), () -> {});
    Dom.setClass(element, "no-picture", media.camera() == null);
    Dom.part(element, "self-muted").setHidden(media.isMicrophoneOn());
  }

  void setSpeaking(boolean now) {
    Dom.setClass(element, "speaking", now);
    Dom.part(element, "self-speaking").setHidden(!now);
  }

  void close() {
    Playback.play(video, null, () -> {});
  }
}
