package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.LocalMedia;
import org.teavm.jso.dom.html.HTMLElement;

/** What the microphone and camera buttons of lobby and call have in common. */
final class MediaButtons {
  private MediaButtons() {}

  static void bind(HTMLElement microphone, HTMLElement camera, LocalMedia media) {
    Dom.on(microphone, "click", media::toggleMicrophone);
    Dom.on(camera, "click", media::toggleCamera);
    if (!media.permissions().audio()) {
      Dom.setUnavailable(microphone, "You take part without a microphone");
    }
    if (!media.permissions().video()) {
      Dom.setUnavailable(camera, "You take part without a camera");
    }
  }

  static void pressKey(char key, LocalMedia media) {
    if (key == 'm') {
      media.toggleMicrophone();
    } else if (key == 'v') {
      media.toggleCamera();
    }
  }
}
