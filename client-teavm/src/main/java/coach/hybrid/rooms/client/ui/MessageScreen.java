package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Ending;
import coach.hybrid.rooms.client.call.SessionClock;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;

/** A screen that says one thing: what happened, what to do, one button, a code to quote. */
public final class MessageScreen {
  private MessageScreen() {}

  /**
   * The call is over, or never began.
   *
   * @param clock the session's, if we were in it
   */
  public static void showEnding(
      Page page, Ending ending, @Nullable SessionClock clock, Runnable action) {
    boolean unbegun = ending == Ending.TIME_UP && clock != null && clock.isWaiting();
    Words.Notice words = unbegun ? Words.unbegun() : Words.ending(ending);
    HTMLElement screen = Dom.copy("message");
    fill(screen, words, ending.code());
    Dom.setText(screen, "lasted", SessionWords.lasted(ending, clock));
    Dom.on(Dom.part(screen, "button"), "click", action);
    page.show(screen, words.title());
  }

  /** While the room is asked for. */
  public static void showLoading(Page page) {
    page.show(Dom.copy("loading"), "");
  }

  static void fill(HTMLElement screen, Words.Notice words, String code) {
    Dom.setText(screen, "heading", words.title());
    Dom.setText(screen, "advice", words.advice());
    HTMLElement button = Dom.part(screen, "button");
    Dom.setText(button, words.button());
    button.setHidden(words.button().isEmpty());
    Dom.setText(screen, "code", code.isEmpty() ? "" : "Code: " + code);
  }
}
