package coach.hybrid.rooms.e2e;

import java.util.Map;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What an expression of a page comes to, by value. What a script answers through WebDriver, and
 * every element it finds, stays in the page until that closes: nothing to measure a heap with.
 */
final class PageValue {
  private PageValue() {}

  /** Waits if it is a promise. */
  static Object of(ChromeDriver page, String expression) {
    Map<String, Object> answer =
        page.executeCdpCommand(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException("the page could not be read: " + answer);
    }
    return ((Map<?, ?>) answer.get("result")).get("value");
  }
}
