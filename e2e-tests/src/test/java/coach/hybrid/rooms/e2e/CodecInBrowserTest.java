package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The golden messages, read and written by the codec as TeaVM compiled it. */
class CodecInBrowserTest {
  private static final Path GOLDEN = Service.ROOT.resolve("shared-protocol/golden");

  private static HttpServer files;
  private static Chromium browser;

  @BeforeAll
  static void openModule() throws IOException {
    files =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Service.OUTPUT.resolve("web"),
            OutputLevel.NONE);
    files.start();
    browser = Chromium.withFakeDevices();
    browser.driver().get("http://localhost:" + files.getAddress().getPort() + "/");
    browser
        .driver()
        .executeAsyncScript(
            "const done = arguments[0];"
                + "import('/codec.js').then(m => { window.codec = m; done(); }, e => done('' + e));");
  }

  @AfterAll
  static void close() {
    browser.close();
    files.stop(0);
  }

  private static String recode(String direction, String text) {
    return (String)
        browser
            .driver()
            .executeScript("return window.codec[arguments[0]](arguments[1]);", direction, text);
  }

  private static List<Path> golden(String direction) throws IOException {
    try (Stream<Path> found = Files.list(GOLDEN.resolve(direction))) {
      return found.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  @Test
  void goldenMessagesComeBackAsTheyWere() throws IOException {
    for (String direction : List.of("client", "server")) {
      List<Path> messages = golden(direction);
      assertFalse(messages.isEmpty(), "no golden messages for " + direction);
      for (Path message : messages) {
        String text = Files.readString(message).strip();
        assertEquals(text, recode(direction, text), message.toString());
      }
    }
  }

  @Test
  void whatIsAcceptedComesBackInItsCanonicalForm() throws IOException {
    String suffix = ".canonical.json";
    List<Path> canonical =
        golden("accepted").stream().filter(file -> file.toString().endsWith(suffix)).toList();
    assertFalse(canonical.isEmpty(), "no accepted messages");
    for (Path message : canonical) {
      String name = message.getFileName().toString().replace(suffix, ".json");
      String text = Files.readString(message.resolveSibling(name)).strip();
      assertEquals(Files.readString(message).strip(), recode("client", text), name);
    }
  }

  @Test
  void badMessagesAreRefusedAsOnTheServer() throws IOException {
    JsonArray cases =
        JsonParser.parseString(Files.readString(GOLDEN.resolve("errors.json"))).getAsJsonArray();
    for (JsonElement element : cases) {
      JsonObject bad = element.getAsJsonObject();
      String expected =
          "refused "
              + bad.get("code").getAsString()
              + " "
              + orNull(bad, "messageType")
              + " "
              + orNull(bad, "field");
      assertEquals(
          expected,
          recode(bad.get("direction").getAsString(), bad.get("text").getAsString()),
          bad.get("name").getAsString());
    }
  }

  private static String orNull(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null || value.isJsonNull() ? "null" : value.getAsString();
  }
}
