package coach.hybrid.rooms.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.chrome.ChromeDriver;

/** A browser page that plays seed 002's orb word for word. */
final class LegacyOrb implements AutoCloseable {
  private final Chromium browser = Chromium.withFakeDevices();

  /** Joins from the service's own origin, as a local orb would, and with no token. */
  static LegacyOrb join(Service service, String roomId, String sessionId) throws IOException {
    LegacyOrb orb = new LegacyOrb();
    ChromeDriver driver = orb.browser.driver();
    driver.get(service.origin().resolve("/health").toString());
    driver.executeScript("const [roomId, sessionId] = arguments;" + script(), roomId, sessionId);
    return orb;
  }

  private static String script() throws IOException {
    try (InputStream in = LegacyOrb.class.getResourceAsStream("legacy-orb.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  List<CallProbe.LinkStats> links() {
    return CallProbe.links(browser.driver());
  }

  /** Every message the service sent so far. */
  List<JsonObject> received() {
    String json =
        (String) browser.driver().executeScript("return JSON.stringify(window.orb.received);");
    return List.of(new Gson().fromJson(json, JsonObject[].class));
  }

  List<JsonObject> received(String type) {
    return received().stream()
        .filter(message -> message.get("type").getAsString().equals(type))
        .toList();
  }

  Object error() {
    return browser.driver().executeScript("return window.orb.error || null;");
  }

  Long closeCode() {
    return (Long) browser.driver().executeScript("return window.orb.closed || null;");
  }

  void send(String text) {
    browser.driver().executeScript("window.orb.ws.send(arguments[0]);", text);
  }

  void flood(String text, int times) {
    browser
        .driver()
        .executeScript(
            "for (let i = 0; i < arguments[1]; i++) window.orb.ws.send(arguments[0]);",
            text,
            times);
  }

  @Override
  public void close() {
    browser.close();
  }
}
