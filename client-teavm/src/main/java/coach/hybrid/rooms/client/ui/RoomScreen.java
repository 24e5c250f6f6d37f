package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Playback;
import coach.hybrid.rooms.client.call.Choices;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.LocalMedia;
import coach.hybrid.rooms.client.call.MediaDevices;
import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.transcript.Captions;
import coach.hybrid.rooms.client.transcript.Transcript;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The call as everybody sees it: stage, controls, what is wrong. Layouts extend it. */
public abstract class RoomScreen {
  /** What can be done here beyond one's own media. */
  public interface Actions {
    void leave();

    void setConsent(Consent consent);

    /** Coach only, as what follows. */
    void controlOrb(OrbAction action);

    void kick(Participant participant);

    void loadTranscript();

    /** In a format by the room service's name for it. */
    void saveTranscript(String format);

    /** What opens the room's own pages. */
    String token();
  }

  /** What a screen is made of. */
  public record Parts(
      Page page,
      Lobby lobby,
      LocalMedia media,
      MediaDevices devices,
      Choices choices,
      Timers timers,
      Captions captions,
      Transcript transcript,
      Actions actions) {}

  final HTMLElement element = Dom.copy("room");
  final Parts parts;
  private final Stage stage;
  private final Banner banner = new Banner(element);
  private final SessionLine session = new SessionLine(element);
  private final QualityLine quality = new QualityLine(element);
  private final Toast toast;
  private final LinkNews news;
  private final HTMLElement microphone = Dom.part(element, "microphone");
  private final HTMLElement camera = Dom.part(element, "camera");
  private final HTMLElement share = Dom.part(element, "share");
  private final DevicePickers pickers;
  private final AssistantLine assistant;
  private final TranscriptionLine transcription;
  private final CaptionStrip captions;
  private final ConsentFields consent;
  private String saidProblem = "";

  RoomScreen(Parts parts, String className) {
    this.parts = parts;
    LocalMedia media = parts.media();
    Dom.setClass(element, className, true);
    toast = new Toast(parts.page(), parts.timers(), element);
    news = new LinkNews(parts.page(), toast);
    stage = new Stage(element, media, parts.lobby().self().userName());
    pickers =
        new DevicePickers(
            Dom.part(element, "pickers"),
            parts.devices(),
            media,
            parts.choices(),
            this::useSpeaker);
    assistant = new AssistantLine(element, parts.page(), parts.choices());
    transcription = new TranscriptionLine(element, parts.page(), parts.choices());
    Role role = parts.lobby().self().role();
    captions = new CaptionStrip(element, role.wireName(), role == Role.COACH);
    parts.captions().show(captions);
    consent =
        new ConsentFields(Dom.part(element, "consent"), parts.choices().consent(), this::agree);
    consent.ask(parts.lobby().asks());
    bindButtons();
    stage.setAloneWords(
        SessionWords.waitingFor(parts.lobby().others()),
        SessionWords.waitingHint(parts.lobby().others()));
    useSpeaker();
  }

  private void bindButtons() {
    MediaButtons.bind(microphone, camera, parts.media());
    share.setHidden(!parts.media().canShareScreen());
    Dom.on(share, "click", parts.media()::toggleScreen);
    bind("captions", this::toggleCaptions);
    bind("leave", this::askToLeave);
    bind("leave-confirm", parts.actions()::leave);
    bind("settings", this::openSettings);
    bind("help", this::openHelp);
    Theme.bind(element);
    Dom.shutWhenLeft(element);
  }

  final void bind(String part, Runnable action) {
    Dom.on(Dom.part(element, part), "click", action);
  }

  /** Puts the screen on the page. */
  public void show() {
    parts.page().show(element, "Session");
    updateMedia();
    updateTitle(null);
  }

  /** Somebody came. */
  public void add(Participant participant) {
    stage.add(participant);
    parts.page().announce(participant.info().userName() + " joined");
    updateTitle(participant);
  }

  public void update(Participant participant) {
    stage.update(participant);
    news.update(participant);
  }

  public void remove(Participant participant) {
    stage.remove(participant);
    news.forget(participant);
    stage.setAloneWords(
        participant.info().userName() + " has left", "They can come back with the same link");
    parts.page().announce(participant.info().userName() + " left");
    updateTitle(null);
  }

  private void updateTitle(@Nullable Participant newcomer) {
    if (newcomer == null || !newcomer.isOrb()) {
      parts.page().setTitle(newcomer == null ? "Waiting" : newcomer.info().userName());
    }
  }

  /** Twice a second: link quality. */
  public void tick(List<Participant> participants) {
    quality.show(participants);
    banner.update(participants);
  }

  /** A second went by, or the room service set the clock. */
  public void showClock(SessionClock clock) {
    session.showClock(clock);
  }

  /** What is switched on. */
  void showState(RoomStateChanged state) {
    session.showState(state);
    consent.ask(new Consent(state.transcription(), state.recording(), state.assistant()));
  }

  private void agree(Consent given) {
    parts.actions().setConsent(given);
    assistant.draw();
    transcription.draw();
  }

  /** How it stands with writing down what is said. */
  public void showTranscription(TranscriptionState state) {
    transcription.show(state);
  }

  /** Where there is nothing to caption, switching them on is answered in words. */
  private void toggleCaptions() {
    if (captions.toggle()) {
      showNotice(transcription.whyNothing());
    }
  }

  /** How it stands with the assistant. */
  public void showAssistant(OrbStateChanged state) {
    assistant.show(state);
  }

  /** Twenty times a second: what follows a voice. */
  public void animate() {
    stage.animate();
  }

  /** Own microphone, camera or screen changed. */
  public void updateMedia() {
    LocalMedia media = parts.media();
    Dom.setPressed(microphone, media.isMicrophoneOn());
    Dom.setPressed(camera, media.camera() != null);
    Dom.setPressed(share, media.screen() != null);
    stage.self.update();
    String problem = Words.failure(Kind.MICROPHONE, media.microphoneFailure());
    if (!problem.equals(saidProblem)) {
      showNotice(problem);
    }
    saidProblem = problem;
  }

  /** A device of ours went away; which took over, or why none did. */
  public void showLost(Kind kind, @Nullable Failure failure) {
    String device = kind == Kind.CAMERA ? "lost-camera" : "lost-microphone";
    showNotice(Dom.phrase(device, failure == null ? "REPLACED" : failure.name()));
  }

  public void setSpeaking(boolean speaking) {
    stage.self.setSpeaking(speaking);
  }

  /** Signalling is down, or up again; the call itself goes on. */
  public void setInterrupted(boolean interrupted) {
    banner.show(interrupted);
    if (!interrupted) {
      parts.page().announce("Connected to the room");
    }
  }

  /** Says something for some seconds; nothing is said if the words are empty. */
  public void showNotice(String text) {
    if (!text.isEmpty()) {
      toast.show(text, false);
    }
  }

  /** Says how little time is left. */
  public void showTimeRunsOut(int leftSeconds) {
    toast.show(SessionWords.runsOut(leftSeconds), true);
  }

  /** Says what the main app has switched. */
  public void showSwitched(@Nullable RoomStateChanged before, RoomStateChanged now) {
    showNotice(SessionWords.switched(before, now));
    showState(now);
  }

  public void refreshDevices() {
    pickers.refresh();
  }

  private void openSettings() {
    pickers.refresh();
    Dom.showModal(Dom.part(element, "settings-dialog"));
  }

  private void openHelp() {
    Dom.showModal(Dom.part(element, "help-dialog"));
  }

  /** Only the coach is asked: for a client, leaving by accident is undone by one button. */
  private void askToLeave() {
    if (parts.lobby().self().role() == Role.COACH) {
      Dom.showModal(Dom.part(element, "leave-dialog"));
    } else {
      parts.actions().leave();
    }
  }

  private void useSpeaker() {
    String id = parts.choices().deviceId(Kind.SPEAKER);
    if (id != null && Playback.canChooseSpeaker()) {
      stage.useSpeaker(id);
    }
  }

  /** A key pressed anywhere but in a field or a dialog. */
  public void pressKey(char key) {
    switch (key) {
      case 's' -> parts.media().toggleScreen();
      case 'c' -> toggleCaptions();
      case 'l' -> askToLeave();
      case '?' -> openHelp();
      default -> MediaButtons.pressKey(key, parts.media());
    }
  }

  public void close() {
    toast.close();
    stage.close();
  }
}
