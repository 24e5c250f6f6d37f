package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Ending;
import org.teavm.jso.dom.html.HTMLElement;

/** A screen that says one thing: what happened, what to do, one button, a code to quote. */
public final class MessageScreen {
  private MessageScreen() {}

  /** The call is over, or never began. */
  public static void showEnding(Page page, Ending ending, Runnable action) {
    show(page, Words.ending(ending), ending.code(), action);
  }

  public static void showUnreachable(Page page, String code, Runnable retry) {
    show(page, Words.UNREACHABLE, code, retry);
  }

  /** While the room is asked for. */
  public static void showLoading(Page page) {
    page.show(Dom.copy("loading"), "");
  }

  private static void show(Page page, Words.Notice notice, String code, Runnable action) {
    HTMLElement screen = Dom.copy("message");
    Dom.setText(screen, "heading", notice.title());
    Dom.setText(screen, "advice", notice.advice());
    HTMLElement button = Dom.part(screen, "button");
    Dom.setText(button, notice.button());
    button.setHidden(notice.button().isEmpty());
    Dom.on(button, "click", action);
    Dom.setText(screen, "code", code.isEmpty() ? "" : "Code: " + code);
    page.show(screen, notice.title());
  }
}
