package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.Browser;
import org.teavm.jso.JSBody;
import org.teavm.jso.dom.html.HTMLSelectElement;

/** Light, dark, or as the system likes it; remembered. */
public final class Theme {
  private static final String KEY = "hybrid-rooms:theme";

  private Theme() {}

  /** Applies what was chosen on this computer before. */
  public static void restore() {
    apply(chosen());
  }

  private static String chosen() {
    String name = Browser.recall(KEY);
    return name == null ? "system" : name;
  }

  @JSBody(params = "name", script = "document.documentElement.dataset.theme = name;")
  private static native void apply(String name);

  static void bind(HTMLSelectElement select) {
    select.setValue(chosen());
    Dom.on(
        select,
        "change",
        () -> {
          Browser.remember(KEY, select.getValue());
          apply(select.getValue());
        });
  }
}
