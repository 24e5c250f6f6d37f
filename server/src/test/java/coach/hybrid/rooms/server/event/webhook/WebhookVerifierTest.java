package coach.hybrid.rooms.server.event.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.event.EventJson;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What we send is accepted by two checks that were not written for it: the public {@code
 * standardwebhooks} package, and seed 001's {@code verifyWebhookSignature}, which parses the body
 * and signs what {@code JSON.stringify} makes of it. Whatever a text may hold.
 */
class WebhookVerifierTest {
  private static final List<String> TEXTS =
      List.of(
          "plain",
          "",
          "Zoë Ångström, 東京, \u202bעברית\u202c",
          "emoji 😀👩‍👩‍👧 and \uD834\uDD1E",
          "\"quotes\" 'single' \\ back / slash <b>&amp;</b> = '",
          "separators \u2028 and \u2029 and \\u2028 and \\\u2028",
          "controls \u0000 \u0001 \b \t \n \u000b \f \r \u001f \u007f \u0080 \u009f",
          "odd ones \u00ad \u200b \u200f \u2060 \ufeff \ufffd \uffff",
          "half a character \ud83d and the other half \ude00 and \ud83d\u2028",
          "\u2028");

  @TempDir Path directory;

  @BeforeAll
  static void install() throws Exception {
    NodeReceiver.install();
  }

  private static String body(int seq, String text) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("roomId", "room0");
    data.put("text", text);
    data.put("ready", true);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "room-started");
    body.put("id", "room0#" + seq);
    body.put("seq", seq);
    body.put("data", data);
    return EventJson.write(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "webhook-signing-secret",
        "geheimnis-äöü"
      })
  void bothChecksAcceptEveryTextAndRefuseWhatWasChanged(String secret) throws Exception {
    try (NodeReceiver node = new NodeReceiver(secret);
        LiveWebhooks live = new LiveWebhooks(directory)) {
      String id = live.register(node.url(), secret);
      for (int i = 0; i < TEXTS.size(); i++) {
        live.happen("room0", body(i + 1, TEXTS.get(i)));
      }
      for (int i = 0; i < TEXTS.size(); i++) {
        JsonObject verdict = node.verdict();
        assertEquals("room0#" + (i + 1), verdict.get("id").getAsString());
        assertEquals(TEXTS.get(i), verdict.get("text").getAsString());
        assertAccepted(verdict);
      }
      live.webhooks().test(id);
      assertAccepted(node.verdict());
    }
  }

  private static void assertAccepted(JsonObject verdict) {
    assertTrue(verdict.get("standard").getAsBoolean(), verdict.toString());
    assertTrue(verdict.get("seed").getAsBoolean(), verdict.toString());
    for (String name :
        List.of("standardWithAnotherBody", "standardWithAnotherId", "seedWithAnotherBody")) {
      assertFalse(verdict.get(name).getAsBoolean(), name + ": " + verdict);
    }
  }
}
