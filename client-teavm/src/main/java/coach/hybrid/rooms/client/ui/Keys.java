package coach.hybrid.rooms.client.ui;

import org.teavm.jso.JSBody;
import org.teavm.jso.JSFunctor;
import org.teavm.jso.JSObject;

/** Single-letter keys, wherever the focus is, except where letters mean something else. */
public final class Keys {
  /** Takes a key, in lower case if it is a letter. */
  @JSFunctor
  public interface Listener extends JSObject {
    void press(char key);
  }

  private Keys() {}

  /** Keys in fields, in dialogs and with modifiers are left to the browser. */
  @JSBody(
      params = "then",
      script =
          "addEventListener('keydown', function (e) {"
              + " if (!e.ctrlKey && !e.altKey && !e.metaKey && !e.repeat && e.key.length === 1"
              + "  && !document.querySelector('dialog[open]')"
              + "  && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) {"
              + "  then(e.key.toLowerCase().charCodeAt(0)); } });")
  public static native void listen(Listener then);
}
