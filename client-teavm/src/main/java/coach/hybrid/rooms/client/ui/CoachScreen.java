package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.OrbControls;
import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import coach.hybrid.rooms.protocol.TranscriptionState;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** The coach's call: the same stage, and a panel about the session; a sheet on a phone. */
public final class CoachScreen extends RoomScreen {
  private final HTMLElement panel = Dom.part(element, "panel");
  private final HTMLElement opener = Dom.part(element, "panel-opener");
  private final PeopleList people;
  private final HTMLElement controls = Dom.part(panel, "assistant-controls");
  private final HTMLElement next = Dom.part(panel, "assistant-next");
  private final HTMLElement dismiss = Dom.part(panel, "assistant-dismiss");
  private @Nullable OrbStateChanged orb;
  private boolean expectsAssistant;
  private final TranscriptPanel transcript;
  private boolean isTranscribed;
  private boolean open;

  public CoachScreen(Parts parts) {
    super(parts, "coach");
    expectsAssistant = parts.lobby().asks().assistant();
    people = new PeopleList(element, panel, parts.actions()::kick);
    transcript = new TranscriptPanel(panel, parts.transcript(), parts.actions());
    Dom.drawOnOpen(Dom.part(panel, "connections"), parts.actions()::token);
    bind("panel-opener", this::togglePanel);
    bind("panel-close", this::togglePanel);
    bind("assistant-next", this::controlNext);
    bind("assistant-dismiss", () -> parts.actions().controlOrb(OrbAction.DISMISS));
    Dom.onEscape(
        panel,
        () -> {
          if (open) {
            togglePanel();
          }
        });
  }

  private void togglePanel() {
    open = !open;
    opener.setAttribute("aria-expanded", open ? "true" : "false");
    Dom.setClass(element, "panel-open", open);
    (open ? panel : opener).focus();
  }

  private void controlNext() {
    OrbAction action = orb == null ? null : OrbControls.next(orb.state());
    if (action != null && expectsAssistant) {
      parts.actions().controlOrb(action);
    }
  }

  @Override
  public void pressKey(char key) {
    if (key == 'a') {
      controlNext();
    } else {
      super.pressKey(key);
    }
  }

  @Override
  public void showAssistant(OrbStateChanged state) {
    super.showAssistant(state);
    orb = state;
    OrbAction action = OrbControls.next(state.state());
    Dom.setText(next, Dom.phrase("do", action == null ? null : action.wireName()));
    next.setAttribute("aria-disabled", action == null ? "true" : "false");
    boolean canDismiss = OrbControls.canDismiss(state.state());
    if (!canDismiss && Dom.holdsFocus(dismiss)) {
      next.focus();
    }
    dismiss.setHidden(!canDismiss);
    Integer share = state.sharePercent();
    Dom.part(panel, "share-line").setHidden(share == null);
    Dom.setText(panel, "talk-share", share + " %");
    drawControls();
  }

  private void drawControls() {
    controls.setHidden(!expectsAssistant || orb == null);
  }

  @Override
  public void tick(List<Participant> participants) {
    super.tick(participants);
    String assistant = expectsAssistant ? Words.assistant(orb) : "No assistant in this session.";
    for (Participant participant : participants) {
      if (participant.isOrb() && (orb == null || orb.state() == OrbState.READY)) {
        assistant = Words.assistant(participant.aiState());
      } else if (!participant.isOrb()) {
        people.show(participant, line(participant));
      }
    }
    Dom.setText(panel, "assistant", assistant);
    people.keep(participants);
  }

  @Override
  public void showClock(SessionClock clock) {
    super.showClock(clock);
    int elapsed = clock.elapsedSeconds();
    Dom.setText(panel, "elapsed", elapsed < 0 ? "Not begun yet" : Dom.clock(elapsed));
  }

  @Override
  void showState(RoomStateChanged state) {
    super.showState(state);
    expectsAssistant = state.assistant();
    drawControls();
  }

  @Override
  public void showTranscription(TranscriptionState state) {
    super.showTranscription(state);
    transcript.setState(state);
    isTranscribed = state == TranscriptionState.ON || state == TranscriptionState.BEHIND;
  }

  private String line(Participant participant) {
    return participant.info().userName()
        + " · "
        + Words.link(participant.linkState())
        + (expectsAssistant && !participant.isHeardByAssistant()
            ? " · not heard by the assistant"
            : "")
        + (isTranscribed && !participant.isTranscribed() ? " · not transcribed" : "");
  }
}
