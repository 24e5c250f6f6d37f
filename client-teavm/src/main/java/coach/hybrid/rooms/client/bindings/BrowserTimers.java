package coach.hybrid.rooms.client.bindings;

import coach.hybrid.rooms.client.call.Timers;
import org.teavm.jso.browser.Performance;
import org.teavm.jso.browser.Window;

/** The browser's clock and timeouts. */
public final class BrowserTimers implements Timers {
  @Override
  public Timer after(int millis, Runnable task) {
    int id = Window.setTimeout(task::run, millis);
    return () -> Window.clearTimeout(id);
  }

  @Override
  public int nowMillis() {
    return (int) Performance.now();
  }
}
