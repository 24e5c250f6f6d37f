package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Microphone;
import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.LinkState;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.protocol.AiState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLMediaElement;

/** Another participant: face or initials, name, and what is the matter, in words. */
final class Tile {
  final Participant participant;
  final HTMLElement element = Dom.copy("tile");

  /** Sound has an element of its own, so that the picture may play whatever happens to it. */
  private final HTMLMediaElement audio = Dom.media(element, "audio");

  private final HTMLMediaElement video = Dom.media(element, "video");
  private final HTMLElement orb = Dom.part(element, "orb");
  private final HTMLElement state = Dom.part(element, "state");
  private final LinkMark mark;
  private final Runnable soundBlocked;
  private final Microphone ear = new Microphone();
  private @Nullable MediaTrack heard;

  Tile(Participant participant, Runnable soundBlocked) {
    this.participant = participant;
    this.mark = new LinkMark(participant, element);
    this.soundBlocked = soundBlocked;
    String name = participant.info().userName();
    element.setAttribute("aria-label", name);
    Dom.setText(element, "name", name);
    Dom.setText(element, "role", Words.role(participant.info().userRole()));
    HTMLElement avatar = Dom.part(element, "avatar");
    Dom.setText(avatar, Dom.initials(name));
    avatar.setHidden(participant.isOrb());
    orb.setHidden(!participant.isOrb());
    Dom.setClass(element, "orb-tile", participant.isOrb());
    update();
  }

  void update() {
    boolean person = !participant.isOrb();
    boolean picture = participant.showsCamera();
    LinkState link = participant.linkState();
    Playback.play(video, participant.track(Line.CAMERA), () -> {});
    Playback.play(audio, participant.track(Line.AUDIO), soundBlocked);
    Dom.setClass(element, "no-picture", !picture);
    Dom.setClass(element, "speaking", participant.isSpeaking());
    Dom.setClass(element, "frozen", link == LinkState.RECONNECTING);
    show("muted", person && !participant.media().audio());
    show("camera-off", person && !picture);
    mark.update();
    show("speaking", participant.isSpeaking());
    String trouble = Words.trouble(participant);
    state.setHidden(trouble.isEmpty());
    Dom.setText(state, trouble);
    if (!person) {
      AiState ai = participant.aiState();
      Dom.setText(element, "role", Words.assistant(ai));
      orb.setAttribute("data-state", ai == null ? "ready" : ai.wireName());
      listen(participant.track(Line.AUDIO));
    }
  }

  private void listen(@Nullable MediaTrack track) {
    if (!Objects.equals(heard, track)) {
      heard = track;
      ear.listenTo(track);
    }
  }

  /** Twenty times a second: a speaking orb follows the level of its voice. */
  void animate() {
    if (heard != null) {
      Dom.setStyle(orb, "--level", "" + Math.max(0, ear.level()));
    }
  }

  private void show(String part, boolean shown) {
    Dom.part(element, part).setHidden(!shown);
  }

  /** From inside a tap: the browser lets sound play now. */
  void resumeSound() {
    Playback.resume(audio);
  }

  void useSpeaker(String speakerId) {
    Playback.setSpeaker(audio, speakerId);
  }

  /** Lets go of the tracks, so that nothing plays on unseen. */
  void close() {
    Playback.play(video, null, () -> {});
    Playback.play(audio, null, () -> {});
    listen(null);
  }
}
