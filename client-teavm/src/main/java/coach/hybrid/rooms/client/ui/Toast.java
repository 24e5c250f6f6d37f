package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Timers;
import org.teavm.jso.dom.html.HTMLElement;

/** A few words over the stage that go by themselves, or when they are sent away; one at a time. */
final class Toast {
  private static final int SHORT_MILLIS = 6_000;
  private static final int LONG_MILLIS = 20_000;

  private final Page page;
  private final Timers timers;
  private final HTMLElement element;
  private Timers.Timer timer = () -> {};

  Toast(Page page, Timers timers, HTMLElement room) {
    this.page = page;
    this.timers = timers;
    element = Dom.part(room, "notice");
    Dom.keepOrigin(element);
    Dom.on(Dom.part(element, "notice-close"), "click", this::hide);
    Dom.onEscape(element, this::hide);
  }

  /** Says something for some seconds; what matters more stays longer, and has a sign of its own. */
  void show(String text, boolean important) {
    Dom.setText(element, "notice-words", text);
    Dom.setClass(element, "important", important);
    element.setHidden(false);
    page.announce(text);
    wait(important ? LONG_MILLIS : SHORT_MILLIS);
  }

  private void wait(int millis) {
    timer.cancel();
    timer = timers.after(millis, this::expire);
  }

  /** Nothing vanishes under the hand or the focus. */
  private void expire() {
    if (Dom.isTouched(element)) {
      wait(SHORT_MILLIS);
    } else {
      hide();
    }
  }

  private void hide() {
    timer.cancel();
    Dom.giveFocusBack(element);
    element.setHidden(true);
  }

  void close() {
    timer.cancel();
  }
}
