package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLMediaElement;

/** Before the call: see and hear oneself, and who else is there. Join works at every moment. */
public final class LobbyScreen {
  private final Lobby lobby;
  private final LocalMedia media;
  private final HTMLElement element = Dom.copy("lobby");
  private final HTMLMediaElement preview = Dom.media(element, "preview");
  private final HTMLElement avatar = Dom.part(element, "avatar");
  private final HTMLElement level = Dom.part(element, "level");
  private final HTMLElement levelFill = Dom.part(element, "level-fill");
  private final HTMLElement hint = Dom.part(element, "hint");
  private final HTMLElement microphone = Dom.part(element, "microphone");
  private final HTMLElement camera = Dom.part(element, "camera");
  private final DevicePickers pickers;

  public LobbyScreen(
      Page page,
      Lobby lobby,
      LocalMedia media,
      MediaDevices devices,
      Choices choices,
      Runnable join) {
    this.lobby = lobby;
    this.media = media;
    pickers = new DevicePickers(Dom.part(element, "pickers"), devices, media, choices, () -> {});
    MediaButtons.bind(microphone, camera, media);
    Dom.on(Dom.part(element, "join"), "click", join);
    Dom.setText(avatar, Dom.initials(lobby.self().userName()));
    Dom.setText(element, "heading", title());
    Dom.setText(element, "when", when());
    Dom.part(element, "seat-taken").setHidden(!lobby.seatTaken());
    fillPeople();
    new ConsentFields(Dom.part(element, "consent"), choices.consent(), choices::rememberConsent)
        .ask(lobby.asks());
    page.show(element, "Join");
    update();
    refreshDevices();
  }

  private String title() {
    StringBuilder names = new StringBuilder();
    for (Lobby.Other other : lobby.others()) {
      names.append(names.length() == 0 ? "Session with " : ", ").append(other.userName());
    }
    return names.length() == 0 ? "Your session" : names.toString();
  }

  private String when() {
    int minutes = lobby.maxDurationMinutes();
    String start = lobby.startTime();
    String duration = minutes > 0 ? minutes + " min" : "";
    return start + (start.isEmpty() || duration.isEmpty() ? "" : " · ") + duration;
  }

  private void fillPeople() {
    for (Lobby.Other other : lobby.others()) {
      addPerson(
          other.connected() ? "dot good" : "dot",
          other.userName() + (other.connected() ? " is in the call" : " is not in the call yet"));
    }
    if (lobby.asks().assistant()) {
      addPerson("dot orb-dot", "An AI assistant takes part in this session");
    }
  }

  private void addPerson(String dot, String words) {
    HTMLElement person = Dom.copy("person");
    Dom.part(person, "dot").setClassName(dot);
    Dom.setText(person, "words", words);
    Dom.part(element, "people").appendChild(person);
  }

  /** Draws what is on, off, failed or being asked for. */
  public void update() {
    boolean picture = media.camera() != null;
    Playback.play(preview, media.camera(), () -> {});
    preview.setHidden(!picture);
    avatar.setHidden(picture);
    Dom.setPressed(microphone, media.wantsMicrophone());
    Dom.setPressed(camera, media.wantsCamera());
    Dom.setText(
        element,
        "preview-words",
        media.isAsking()
            ? "Your browser is asking whether this page may use your camera and microphone."
            : picture ? "" : "Your camera is off");
    showProblems(media.microphoneFailure(), media.cameraFailure());
  }

  /** Two refusals are one matter, and one notice. */
  private void showProblems(@Nullable Failure microphoneFailure, @Nullable Failure cameraFailure) {
    boolean both = microphoneFailure == Failure.DENIED && cameraFailure == Failure.DENIED;
    Dom.setText(
        element,
        "microphone-problem",
        both ? Words.bothDenied() : Words.failure(Kind.MICROPHONE, microphoneFailure));
    Dom.setText(element, "camera-problem", both ? "" : Words.failure(Kind.CAMERA, cameraFailure));
  }

  /** Draws the microphone's level in per mille; {@code silent} if it has been dead for long. */
  public void showLevel(int perMille, boolean silent) {
    boolean on = media.isMicrophoneOn();
    setLevel(on ? perMille : 0);
    Dom.setText(
        hint,
        !on
            ? "Your microphone is off"
            : silent ? "We hear nothing. Say something, or choose another microphone." : "");
  }

  /** Speech is 20 to 200 per mille, so the scale is stretched at its foot. */
  private void setLevel(int perMille) {
    int percent = Math.min(100, perMille < 100 ? perMille * 3 / 5 : 60 + (perMille - 100) / 5);
    level.setAttribute("aria-valuenow", "" + percent);
    Dom.setStyle(levelFill, "transform", "scaleX(calc(" + percent + " / 100))");
  }

  public void refreshDevices() {
    pickers.refresh();
  }

  /** A letter typed anywhere on the page. */
  public void pressKey(char key) {
    MediaButtons.pressKey(key, media);
  }
}
