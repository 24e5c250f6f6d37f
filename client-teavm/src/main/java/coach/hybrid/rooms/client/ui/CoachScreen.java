package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Participant;
import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import java.util.List;
import org.teavm.jso.dom.html.HTMLElement;

/** The coach's call: the same stage, and a panel about the session; a sheet on a phone. */
public final class CoachScreen extends RoomScreen {
  private final HTMLElement panel = Dom.part(element, "panel");
  private final HTMLElement opener = Dom.part(element, "panel-opener");
  private final HTMLElement people = Dom.part(panel, "people");
  private boolean expectsAssistant;
  private String drawnPeople = "";
  private boolean open;

  public CoachScreen(Parts parts) {
    super(parts, "coach");
    expectsAssistant = parts.lobby().hasAssistant();
    bind("panel-opener", this::togglePanel);
    bind("panel-close", this::togglePanel);
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

  @Override
  public void tick(List<Participant> participants) {
    super.tick(participants);
    String assistant =
        expectsAssistant ? "The assistant is not in the call." : "No assistant in this session.";
    StringBuilder drawn = new StringBuilder("·");
    for (Participant participant : participants) {
      if (participant.isOrb()) {
        assistant = Words.assistant(participant.aiState());
      } else {
        drawn.append(line(participant));
      }
    }
    Dom.setText(panel, "assistant", assistant);
    if (!drawnPeople.equals(drawn.toString())) {
      drawnPeople = drawn.toString();
      drawPeople(participants);
    }
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
    Dom.setText(
        panel,
        "transcript",
        state.transcription()
            ? "Transcription is on in this session."
            : "Nothing is being transcribed in this session.");
  }

  private static String line(Participant participant) {
    return participant.info().userName() + " · " + Words.link(participant.linkState());
  }

  private void drawPeople(List<Participant> participants) {
    people.setTextContent("");
    for (Participant participant : participants) {
      if (!participant.isOrb()) {
        addPerson("dot " + Words.link(participant.linkState()), line(participant));
      }
    }
    if (!people.hasChildNodes()) {
      addPerson("dot", "Nobody else is here yet");
    }
  }

  private void addPerson(String dot, String words) {
    HTMLElement person = Dom.copy("person");
    Dom.part(person, "dot").setClassName(dot);
    Dom.setText(person, "words", words);
    people.appendChild(person);
  }
}
