package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.SessionClock;
import coach.hybrid.rooms.protocol.ServerMessage.RoomStateChanged;
import org.teavm.jso.dom.html.HTMLElement;

/** The session in the bar: the time left, and the mark of a recording. */
final class SessionLine {
  private final HTMLElement timer;
  private final HTMLElement recording;

  SessionLine(HTMLElement room) {
    timer = Dom.part(room, "timer");
    recording = Dom.part(room, "recording");
  }

  void showClock(SessionClock clock) {
    int left = clock.leftSeconds();
    String words = SessionWords.left(left);
    timer.setHidden(words.isEmpty());
    Dom.setClass(timer, "closing", left <= SessionClock.CLOSING_SECONDS);
    Dom.setText(timer, "timer-words", words);
  }

  void showState(RoomStateChanged state) {
    recording.setHidden(!state.recording());
  }
}
