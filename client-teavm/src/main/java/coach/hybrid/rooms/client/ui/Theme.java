package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Browser;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLElement;
import org.teavm.jso.dom.html.HTMLSelectElement;

/**
 * Light or dark, who stands where, and how large captions are; as chosen on this computer before.
 * The styles do the rest.
 */
public final class Theme {
  private static final String[] NAMES = {"theme", "view", "captionSize"};

  private Theme() {}

  /** Applies what was chosen. */
  public static void restore() {
    for (String name : NAMES) {
      String chosen = chosen(name);
      if (chosen != null) {
        apply(name, chosen);
      }
    }
  }

  private static @Nullable String chosen(String name) {
    return Browser.recall("hybrid-rooms:" + name);
  }

  @JSBody(
      params = {"name", "value"},
      script = "document.documentElement.dataset[name] = value;")
  private static native void apply(String name, String value);

  /** The choices of this screen; the option selected in the page holds without any. */
  static void bind(HTMLElement screen) {
    for (String name : NAMES) {
      HTMLSelectElement select = Dom.select(screen, name);
      String chosen = chosen(name);
      if (chosen != null) {
        select.setValue(chosen);
      }
      Dom.on(
          select,
          "change",
          () -> {
            Browser.remember("hybrid-rooms:" + name, select.getValue());
            apply(name, select.getValue());
          });
    }
  }
}
