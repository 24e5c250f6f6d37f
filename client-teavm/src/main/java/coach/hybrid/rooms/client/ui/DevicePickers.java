package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.MediaDevices.Device;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** Which camera, microphone and, where the browser lets us, speaker. */
final class DevicePickers {
  private final HTMLElement element;
  private final MediaDevices devices;
  private final LocalMedia media;
  private final Choices choices;
  private final Runnable speakerChosen;

  DevicePickers(
      HTMLElement element,
      MediaDevices devices,
      LocalMedia media,
      Choices choices,
      Runnable speakerChosen) {
    this.element = element;
    this.devices = devices;
    this.media = media;
    this.choices = choices;
    this.speakerChosen = speakerChosen;
  }

  /** Reads the list anew: labels appear with permission, devices come and go. */
  void refresh() {
    devices.list(all -> {
      // Never pull a list from under somebody who is choosing.
      if (!Dom.holdsFocus(element)) {
        draw(all);
      }
    });
  }

  private void draw(List<Device> all) {
    element.setTextContent("");
    if (media.permissions().video()) {
      add(Kind.CAMERA, "Camera", all);
    }
    if (media.permissions().audio()) {
      add(Kind.MICROPHONE, "Microphone", all);
    }
    if (Playback.canChooseSpeaker()) {
      add(Kind.SPEAKER, "Speaker", all);
    }
  }

  private void add(Kind kind, String word, List<Device> all) {
    HTMLElement field = Dom.copy("field");
    Dom.setText(field, "name", word);
    HTMLSelectElement select = Dom.select(field, "select");
    select.setAttribute("aria-label", word + " device");
    int count = 0;
    String chosen = choices.deviceId(kind);
    boolean found = false;
    for (Device device : all) {
      if (device.kind() == kind && !device.id().isEmpty()) {
        count++;
        String label = device.label().isEmpty() ? word + " " + count : device.label();
        Dom.addOption(select, device.id(), label);
        found |= device.id().equals(chosen);
      }
    }
    if (count == 0) {
      Dom.addOption(select, "", kind == Kind.SPEAKER ? "Default" : "Not available");
      select.setDisabled(true);
    }
    if (found && chosen != null) {
      select.setValue(chosen);
    }
    Dom.on(select, "change", () -> choose(kind, select.getValue()));
    element.appendChild(field);
  }

  private void choose(Kind kind, String id) {
    if (kind == Kind.SPEAKER) {
      choices.rememberDevice(kind, id);
      speakerChosen.run();
    } else {
      media.choose(kind, id);
    }
  }
}
