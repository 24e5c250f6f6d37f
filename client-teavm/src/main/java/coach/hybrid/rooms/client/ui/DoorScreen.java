package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.call.Refusal;
import org.teavm.jso.dom.html.HTMLElement;

/** In front of a door that does not open yet: why, for how long, and a button to knock. */
public final class DoorScreen {
  private final Page page;
  private final HTMLElement element;
  private final HTMLElement countdown;
  private String title = "";
  private String waitsFor = "";

  public DoorScreen(Page page, Runnable knock) {
    this.page = page;
    element = Dom.copy("message");
    countdown = Dom.part(element, "countdown");
    Dom.on(Dom.part(element, "button"), "click", knock);
  }

  /** Shows why; says it anew only if the reason is another one. */
  public void update(Refusal refusal) {
    Words.Notice words = Words.refusal(refusal);
    boolean opens = refusal.code().equals(Refusal.TOO_EARLY);
    waitsFor = opens ? "Opens" : "Next try";
    if (!title.equals(words.title())) {
      title = words.title();
      MessageScreen.fill(element, words, opens ? "" : refusal.code());
      page.show(element, title);
    }
  }

  public void countDown(int seconds) {
    String in = SessionWords.in(seconds);
    Dom.setText(countdown, in.isEmpty() ? "" : waitsFor + in);
  }
}
