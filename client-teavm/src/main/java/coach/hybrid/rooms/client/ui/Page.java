package coach.hybrid.rooms.client.ui;

import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;

/** The one page: a screen at a time, its title, and the live region that outlives them. */
public final class Page {
  /** Puts a screen in place of the one before; its heading takes the focus. */
  void show(HTMLElement screen, String title) {
    replace(screen);
    setTitle(title);
    HTMLElement heading = Dom.part(screen, "heading");
    heading.setTabIndex(-1);
    heading.focus();
  }

  void setTitle(String title) {
    setDocumentTitle(title.isEmpty() ? "Hybrid Rooms" : title + " · Hybrid Rooms");
  }

  @JSBody(params = "screen", script = "document.getElementById('app').replaceChildren(screen);")
  private static native void replace(HTMLElement screen);

  @JSBody(params = "title", script = "document.title = title;")
  private static native void setDocumentTitle(String title);

  /** Says it to a screen reader when it has a moment; the same words twice are said twice. */
  @JSBody(
      params = "text",
      script =
          "var line = document.createElement('p'); line.textContent = text;"
              + " document.getElementById('live').replaceChildren(line);")
  private static native void say(String text);

  void announce(String text) {
    say(text);
  }
}
