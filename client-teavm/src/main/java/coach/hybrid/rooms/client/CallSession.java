package coach.hybrid.rooms.client;

import coach.hybrid.rooms.client.bindings.Browser;
import coach.hybrid.rooms.client.bindings.BrowserPeerConnection;
import coach.hybrid.rooms.client.bindings.BrowserSocket;
import coach.hybrid.rooms.client.bindings.MediaImport;
import coach.hybrid.rooms.client.bindings.RoomApi;
import coach.hybrid.rooms.client.call.Call;
import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.Line;
import coach.hybrid.rooms.client.call.Lobby;
import coach.hybrid.rooms.client.call.MediaDevices.Failure;
import coach.hybrid.rooms.client.call.MediaDevices.Kind;
import coach.hybrid.rooms.client.call.MediaTrack;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.client.call.Timers;
import coach.hybrid.rooms.client.media.LateMedia;
import coach.hybrid.rooms.client.media.RoomMedia;
import coach.hybrid.rooms.client.mic.MutedSpeech;
import coach.hybrid.rooms.client.mic.VoiceActivity;
import coach.hybrid.rooms.client.signal.SignalClient;
import coach.hybrid.rooms.client.ui.ClientScreen;
import coach.hybrid.rooms.client.ui.CoachScreen;
import coach.hybrid.rooms.client.ui.Page;
import coach.hybrid.rooms.client.ui.RoomScreen;
import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.ServerMessage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One stay in the call: socket, roster, own media and screen, tied together. */
final class CallSession
    implements SignalClient.Listener,
        Call.Listener,
        OwnMedia.Viewer,
        SessionClock.Listener,
        RoomScreen.Actions {
  private final Seat seat;
  private final OwnMedia own;
  private final Timers timers;
  private final BiConsumer<Ending, SessionClock> ended;
  private final SignalClient signal;
  private final RoomMedia media;
  private final Call call;
  private final SessionClock clock;
  private final SpokenWord spoken;
  private final RoomScreen screen;
  private final VoiceActivity voice = new VoiceActivity();
  private final MutedSpeech mutedSpeech = new MutedSpeech();
  private final LinkMeasuring measuring = new LinkMeasuring();
  private boolean interrupted;
  private boolean over;

  CallSession(
      Page page,
      Lobby lobby,
      Seat seat,
      OwnMedia own,
      Timers timers,
      RoomApi api,
      BiConsumer<Ending, SessionClock> ended) {
    this.seat = seat;
    this.own = own;
    this.timers = timers;
    this.ended = ended;
    signal =
        new SignalClient(
            seat.join(lobby.self()),
            listener -> new BrowserSocket(seat.socketUrl("ws-simple"), listener),
            new HttpDoor(api, seat),
            timers,
            Browser::randomBelow,
            this);
    media =
        new LateMedia(
            (then, failed) -> MediaImport.load(seat.roomId(), seat::mediaUrl, then, failed),
            timers);
    call = new Call(lobby.self(), BrowserPeerConnection::new, media, signal, timers, this);
    clock = new SessionClock(timers, this);
    spoken = new SpokenWord(lobby.self(), seat, media, timers);
    RoomScreen.Parts parts =
        new RoomScreen.Parts(
            page,
            lobby,
            own.media,
            own.devices,
            own,
            timers,
            spoken.captions,
            spoken.transcript,
            this);
    if (lobby.asks().any()) {
      call.setConsent(own.consent());
    }
    spoken.setConsent(own.consent().transcription());
    screen = lobby.self().role() == Role.COACH ? new CoachScreen(parts) : new ClientScreen(parts);
  }

  void start() {
    own.show(this);
    call.setTrack(Line.AUDIO, own.media.microphone());
    call.setTrack(Line.CAMERA, own.media.camera());
    screen.show();
    own.media.open();
    call.setMedia(own.media.flags());
    spoken.useMicrophone(own.media);
    signal.connect();
    tick();
  }

  private void tick() {
    if (over) {
      return;
    }
    call.tick();
    if (call.missesSomebody()) {
      signal.doubt();
    }
    if (!interrupted) {
      measuring.tick(call.participants(), signal, timers.nowMillis());
    }
    screen.tick(call.participants());
    screen.showClock(clock);
    timers.after(Call.TICK_MILLIS, this::tick);
  }

  @Override
  public void leave() {
    signal.leave();
    finish(Ending.LEFT);
  }

  @Override
  public void setConsent(Consent consent) {
    own.rememberConsent(consent);
    call.setConsent(consent);
    spoken.setConsent(consent.transcription());
  }

  @Override
  public void controlOrb(OrbAction action) {
    call.controlOrb(action);
  }

  @Override
  public void kick(Participant participant) {
    call.kick(participant);
  }

  @Override
  public void loadTranscript() {
    spoken.loadTranscript();
  }

  @Override
  public void saveTranscript(String format) {
    spoken.saveTranscript(
        format, () -> screen.showNotice("The transcript could not be saved. Try again."));
  }

  @Override
  public String token() {
    return seat.token();
  }

  private void finish(Ending ending) {
    over = true;
    clock.close();
    spoken.close();
    call.close();
    media.close();
    screen.close();
    own.close();
    ended.accept(ending, clock);
  }

  void hidePage() {
    seat.giveBack();
  }

  void networkChanged() {
    signal.networkChanged();
    media.networkChanged();
    call.networkChanged();
  }

  /** Whether links broke meanwhile, their packets tell; the socket has to be asked. */
  void wake() {
    signal.networkChanged();
  }

  void refreshDevices() {
    own.media.devicesChanged();
    screen.refreshDevices();
  }

  void pressKey(char key) {
    screen.pressKey(key);
  }

  @Override
  public void joined() {
    call.announceSelf();
    media.setJoined(true);
    spoken.join();
    if (interrupted) {
      interrupted = false;
      screen.setInterrupted(false);
    }
  }

  @Override
  public void received(ServerMessage message) {
    if (message instanceof ServerMessage.RoomStateChanged state) {
      clock.receive(state);
    } else if (message instanceof ServerMessage.TokenRefreshed refreshed) {
      seat.refresh(refreshed.token());
    } else if (message instanceof ServerMessage.Caption caption) {
      spoken.receive(caption, call.participants());
    } else if (message instanceof ServerMessage.TranscriptionChanged changed) {
      spoken.receive(changed);
      screen.showTranscription(changed.state());
    } else {
      call.receive(message);
    }
  }

  @Override
  public void clockChanged() {
    screen.showClock(clock);
  }

  @Override
  public void timeRunsOut(int leftSeconds) {
    screen.showTimeRunsOut(leftSeconds);
  }

  @Override
  public void switched(
      ServerMessage.@Nullable RoomStateChanged before, ServerMessage.RoomStateChanged now) {
    screen.showSwitched(before, now);
  }

  @Override
  public void interrupted() {
    interrupted = true;
    media.setJoined(false);
    screen.setInterrupted(true);
  }

  @Override
  public void ended(Ending ending) {
    finish(ending);
  }

  @Override
  public void notUnderstood(String why) {
    Browser.warn("message of the room service not understood: " + why);
  }

  @Override
  public void joined(Participant participant) {
    screen.add(participant);
  }

  @Override
  public void changed(Participant participant) {
    screen.update(participant);
  }

  @Override
  public void left(Participant participant) {
    screen.remove(participant);
  }

  @Override
  public void assistantChanged(ServerMessage.OrbStateChanged state) {
    screen.showAssistant(state);
  }

  @Override
  public void refused(ServerMessage.Refused refusal) {
    Browser.warn("refused: " + refusal.code().wireName() + ": " + refusal.message());
    if (refusal.code() == ErrorCode.NOT_PERMITTED) {
      screen.showNotice("The room did not allow that: " + refusal.message());
    }
  }

  @Override
  public void trackChanged(Line line, @Nullable MediaTrack track) {
    call.setTrack(line, track);
    spoken.useMicrophone(own.media);
  }

  @Override
  public void mediaChanged() {
    call.setMedia(own.media.flags());
    spoken.useMicrophone(own.media);
    screen.updateMedia();
  }

  @Override
  public void deviceLost(Kind kind, @Nullable Failure failure) {
    screen.showLost(kind, failure);
  }

  @Override
  public void levelMeasured(int perMille) {
    screen.animate();
    int now = timers.nowMillis();
    boolean heard = perMille >= 0 && voice.update(perMille, now);
    boolean on = own.media.isMicrophoneOn();
    call.setSpeaking(heard && on);
    screen.setSpeaking(heard && on);
    if (mutedSpeech.update(!on, heard, now)) {
      screen.showNotice("You are muted. Press M to speak.");
    }
  }
}
