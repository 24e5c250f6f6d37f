package coach.hybrid.rooms.client.bindings;

import org.teavm.jso.JSBody;

/** Scripts of their own that the page loads when it needs them first. */
final class Scripts {
  private Scripts() {}

  /**
   * Runs {@code then} once the page has {@code window[global]}, which the script at this address
   * makes.
   */
  @JSBody(
      params = {"global", "address", "then", "failed"},
      script =
          "if (window[global]) { then(); return; }"
              + " var script = document.querySelector('script[src=\"' + address + '\"]');"
              + " if (!script) {"
              + "  script = document.createElement('script'); script.src = address;"
              + "  document.head.append(script); }"
              + " script.addEventListener('load', then);"
              + " script.addEventListener('error', function () { script.remove(); failed(); });")
  static native void load(String global, String address, Rtc.Task then, Rtc.Task failed);
}
