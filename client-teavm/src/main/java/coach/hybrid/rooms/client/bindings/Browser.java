package coach.hybrid.rooms.client.bindings;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** The page's address, memory and environment. */
public final class Browser {
  private Browser() {}

  /** The last part of {@code /room/{roomId}}. */
  @JSBody(script = "return decodeURIComponent(location.pathname.split('/')[2] || '');")
  public static native String roomId();

  @JSBody(script = "return new URLSearchParams(location.search).get('token');")
  public static native @Nullable String tokenInAddress();

  /** Leaves the address without its query, in the history as well. */
  @JSBody(script = "history.replaceState(null, '', location.pathname);")
  public static native void clearQuery();

  /** {@code ws://} or {@code wss://} and this host. */
  @JSBody(script = "return (location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host;")
  public static native String socketOrigin();

  @JSBody(params = "text", script = "return encodeURIComponent(text);")
  public static native String encode(String text);

  @JSBody(params = "text", script = "return JSON.stringify(text);")
  static native String quote(String text);

  @JSBody(
      script =
          "return Array.from(crypto.getRandomValues(new Uint8Array(12)),"
              + " function (b) { return (b + 256).toString(16).slice(1); }).join('');")
  public static native String randomId();

  @JSBody(params = "bound", script = "return Math.floor(Math.random() * bound);")
  public static native int randomBelow(int bound);

  @JSBody(params = "message", script = "console.warn(message);")
  public static native void warn(String message);

  /** A value of this tab, kept over reloads; null if there is none or storage is forbidden. */
  @JSBody(
      params = "key",
      script = "try { return sessionStorage.getItem(key); } catch (e) { return null; }")
  public static native @Nullable String recallInTab(String key);

  @JSBody(
      params = {"key", "value"},
      script =
          "try { value === null ? sessionStorage.removeItem(key)"
              + " : sessionStorage.setItem(key, value); } catch (e) {}")
  public static native void rememberInTab(String key, @Nullable String value);

  /** A value of this browser; null if there is none or storage is forbidden. */
  @JSBody(
      params = "key",
      script = "try { return localStorage.getItem(key); } catch (e) { return null; }")
  public static native @Nullable String recall(String key);

  @JSBody(
      params = {"key", "value"},
      script = "try { localStorage.setItem(key, value); } catch (e) {}")
  public static native void remember(String key, String value);

  /**
   * Runs when the network is another one, or when time has passed that no script has seen. What a
   * browser guesses of the rate of the same network is no change.
   */
  public static void onNetwork(Runnable changed, Runnable woken) {
    watchNetwork(changed::run, woken::run);
  }

  @JSBody(
      params = {"changed", "woken"},
      script =
          "addEventListener('online', changed);"
              + " var c = navigator.connection, type = c && c.type, at = Date.now();"
              + " if (c && c.addEventListener) { c.addEventListener('change', function () {"
              + "  if (c.type !== type) { type = c.type; if (type !== 'none') { changed(); } } }); }"
              + " setInterval(function () { var now = Date.now();"
              + "  if (now - at > 10000) { woken(); } at = now; }, 2000);")
  private static native void watchNetwork(Rtc.Task changed, Rtc.Task woken);

  public static void onPageHide(Runnable task) {
    listen("pagehide", task::run);
  }

  @JSBody(
      params = {"type", "task"},
      script = "addEventListener(type, task);")
  private static native void listen(String type, Rtc.Task task);

  /** Gives a seat back while the page goes away; nobody waits for an answer. */
  public static void beaconLeave(String roomId, String token, String instanceId) {
    beacon(
        "/room/" + encode(roomId) + "/leave",
        "{\"token\":" + quote(token) + ",\"instanceId\":" + quote(instanceId) + "}");
  }

  @JSBody(
      params = {"url", "body"},
      script = "navigator.sendBeacon(url, body);")
  private static native void beacon(String url, String body);

  /** 0 for Chromium and its kin, 1 for Firefox, 2 for Safari, 3 for iOS. */
  @JSBody(
      script =
          "var a = navigator.userAgent;"
              + " return /iPhone|iPad/.test(a) ? 3 : /Firefox/.test(a) ? 1 : /Chrom/.test(a) ? 0 : 2;")
  public static native int family();
}
