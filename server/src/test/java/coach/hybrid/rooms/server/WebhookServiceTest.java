package coach.hybrid.rooms.server;

import static coach.hybrid.rooms.server.RunningService.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.event.EventTypes;
import coach.hybrid.rooms.server.event.webhook.Receiver;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The webhook API from outside, on the real service with real receivers. */
class WebhookServiceTest {
  private static final String SECRET = "webhook-signing-secret";

  @TempDir Path dataDir;

  private RunningService service() throws Exception {
    return new RunningService(dataDir, "WEBHOOK_ALLOWED_HOSTS", "127.0.0.1");
  }

  private static JsonObject register(RunningService service, String url, String more)
      throws Exception {
    HttpResponse<String> response =
        service.api("POST", "/api/webhooks", "{\"url\":\"" + url + "\"" + more + "}");
    assertEquals(201, response.statusCode(), response.body());
    return json(response).getAsJsonObject("webhook");
  }

  private static String id(JsonObject webhook) {
    return webhook.get("id").getAsString();
  }

  private static void assertProblem(int status, String code, HttpResponse<String> response) {
    assertEquals(status, response.statusCode(), response.body());
    assertEquals(code, json(response).get("code").getAsString());
  }

  private static String hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theSeedsOrderIsTakenAndItsSecretNeverShownAgain() throws Exception {
    try (RunningService service = service()) {
      JsonObject webhook =
          register(
              service,
              "https://main-app.com/webhooks/room-events",
              ",\"events\":[\"room-ended\",\"summary-ready\",\"error\"],\"secret\":\""
                  + SECRET
                  + "\"");
      assertEquals("active", webhook.get("status").getAsString());
      assertEquals(3, webhook.getAsJsonArray("events").size());
      assertFalse(webhook.has("secret"));
      for (String path : List.of("/api/webhooks", "/api/webhooks/" + id(webhook))) {
        HttpResponse<String> response = service.api("GET", path, "");
        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("main-app.com"), response.body());
        assertFalse(response.body().contains(SECRET), response.body());
      }
      assertFalse(service.log().contains(SECRET));
    }
  }

  @Test
  void aMadeSecretIsShownOnce() throws Exception {
    try (RunningService service = service()) {
      JsonObject webhook = register(service, "https://main-app.com/hook", "");
      String secret = webhook.get("secret").getAsString();
      assertTrue(secret.startsWith("whsec_"), secret);
      assertEquals(32, Base64.getDecoder().decode(secret.substring(6)).length);
      assertTrue(webhook.getAsJsonArray("events").isEmpty());
      assertFalse(service.api("GET", "/api/webhooks/" + id(webhook), "").body().contains(secret));
    }
  }

  @Test
  void aWrongOrderIsRefused() throws Exception {
    String url = "{\"url\":\"https://a.example/\",";
    try (RunningService service = service()) {
      for (String body :
          List.of(
              "{}",
              "{\"url\":7}",
              "{\"url\":\"\"}",
              "{\"url\":\"ftp://a.example/\"}",
              "{\"url\":\"https://u:p@a.example/\"}",
              "{\"url\":\"https://a.example/#x\"}",
              "{\"url\":\"https://a.example/" + "x".repeat(2_040) + "\"}",
              url + "\"secret\":\"short\"}",
              url + "\"secret\":8}",
              url + "\"secret\":\"" + "x".repeat(257) + "\"}",
              url + "\"events\":\"error\"}",
              url + "\"events\":[1]}")) {
        assertProblem(400, "invalid-request", service.api("POST", "/api/webhooks", body));
      }
    }
  }

  @Test
  void anUnknownEventIsRefusedWithTheKnownOnes() throws Exception {
    try (RunningService service = service()) {
      HttpResponse<String> response =
          service.api(
              "POST",
              "/api/webhooks",
              "{\"url\":\"https://a.example/\",\"events\":[\"room-ended\",\"rom-started\"]}");
      assertProblem(400, "invalid-request", response);
      EventTypes.ALL.forEach(type -> assertTrue(response.body().contains(type), response.body()));
    }
  }

  @Test
  void privateAddressesAreRefusedAtOnceAndTheFiftyFirstWebhookToo() throws Exception {
    try (RunningService service = service()) {
      for (String host : List.of("10.0.0.1", "[::1]", "169.254.169.254")) {
        assertProblem(
            400,
            "address-not-allowed",
            service.api("POST", "/api/webhooks", "{\"url\":\"http://" + host + "/hook\"}"));
      }
      for (int i = 0; i < 50; i++) {
        register(service, "https://a.example/" + i, "");
      }
      assertProblem(
          409,
          "too-many-webhooks",
          service.api("POST", "/api/webhooks", "{\"url\":\"https://a.example/50\"}"));
    }
  }

  @Test
  void withoutAKeyNobodyGetsIn() throws Exception {
    try (RunningService service = service()) {
      assertProblem(401, "unauthorized", service.get("/api/webhooks"));
      assertProblem(401, "unauthorized", service.get("/api/webhooks/wh_1/dead-letters"));
    }
  }

  @Test
  void unknownOnesAreNotFound() throws Exception {
    try (RunningService service = service()) {
      for (String path : List.of("", "/dead-letters")) {
        assertProblem(
            404, "webhook-not-found", service.api("GET", "/api/webhooks/wh_0" + path, ""));
      }
      for (String path : List.of("/test", "/enable", "/dead-letters/a.1/redeliver")) {
        assertProblem(
            404, "webhook-not-found", service.api("POST", "/api/webhooks/wh_0" + path, ""));
      }
      assertProblem(404, "webhook-not-found", service.api("DELETE", "/api/webhooks/wh_0", ""));
      String webhook = "/api/webhooks/" + id(register(service, "https://a.example/", ""));
      for (String delivery : List.of("a.1", "nonsense", "a.99999999999", "a!1")) {
        assertProblem(
            404,
            "event-not-found",
            service.api("POST", webhook + "/dead-letters/" + delivery + "/redeliver", ""));
      }
      assertProblem(
          404,
          "event-not-found",
          service.api("POST", webhook + "/redeliver", "{\"roomId\":\"none\",\"seq\":1}"));
    }
  }

  @Test
  void aRoomsEventsArriveSignedAndInOrderAcrossARestart() throws Exception {
    try (Receiver receiver = Receiver.answering(200)) {
      String roomId;
      List<String> types = new ArrayList<>();
      try (RunningService service = service()) {
        register(service, receiver.url(), ",\"secret\":\"" + SECRET + "\"");
        roomId = service.newRoom();
        try (RawSocket _ = service.join("coach", roomId)) {
          types.add(signedType(receiver.next()));
          types.add(signedType(receiver.next()));
          receiver.awaitTaken(2);
          receiver.behave((_, _) -> 500);
          service.api("POST", "/api/rooms/" + roomId + "/end", "{\"reason\":\"cancelled\"}");
          receiver.next();
        }
      }
      receiver.behave((_, _) -> 200);
      try (RunningService service = service()) {
        receiver.awaitTaken(3);
        JsonArray webhooks =
            json(service.api("GET", "/api/webhooks", "")).getAsJsonArray("webhooks");
        assertEquals(1, webhooks.size());
      }
      List<String> ids = receiver.taken();
      for (int seq = 1; seq <= 5; seq++) {
        assertTrue(ids.get(seq - 1).endsWith("_" + roomId + "_" + seq), ids.toString());
      }
      assertTrue(types.containsAll(List.of("room-started", "participant-joined")));
    }
  }

  private static String signedType(Receiver.Request request) throws Exception {
    assertEquals(
        hmac(SECRET.getBytes(StandardCharsets.UTF_8), request.body()),
        request.header("X-Room-Signature"));
    JsonObject body = JsonParser.parseString(request.body()).getAsJsonObject();
    assertEquals(request.id(), body.get("id").getAsString());
    return body.get("type").getAsString();
  }

  @Test
  void aTestIsSentNowAndItsAnswerTold() throws Exception {
    try (RunningService service = service();
        Receiver receiver = Receiver.answering(204)) {
      String webhook =
          "/api/webhooks/"
              + id(register(service, receiver.url(), ",\"secret\":\"" + SECRET + "\""));
      JsonObject good = json(service.api("POST", webhook + "/test", ""));
      assertTrue(good.get("success").getAsBoolean());
      assertEquals(204, good.get("status").getAsInt());
      assertTrue(good.get("durationMillis").getAsInt() >= 0);
      assertEquals("webhook.test", signedType(receiver.next()));
      receiver.behave((exchange, _) -> {
        exchange.getResponseHeaders().set("Connection", "close"); // It stops after this one.
        return 401;
      });
      JsonObject refused = json(service.api("POST", webhook + "/test", ""));
      assertFalse(refused.get("success").getAsBoolean());
      assertEquals(401, refused.get("status").getAsInt());
      receiver.stop();
      JsonObject down = json(service.api("POST", webhook + "/test", ""));
      assertTrue(down.get("status").isJsonNull());
      assertEquals("the connection was refused", down.get("error").getAsString());
    }
  }

  @Test
  void whatWasBuriedOrDeliveredCanBeSentAgainUnderItsOwnId() throws Exception {
    try (RunningService service = service();
        Receiver receiver = Receiver.answering(410)) {
      String webhook = "/api/webhooks/" + id(register(service, receiver.url(), ""));
      String roomId = service.newRoom();
      try (RawSocket _ = service.join("coach", roomId)) {
        String id = receiver.next().id();
        JsonObject letter = firstDeadLetter(service, webhook);
        assertEquals(id, letter.get("eventId").getAsString());
        assertEquals("disabled", get(service, webhook).get("status").getAsString());
        String again =
            webhook + "/dead-letters/" + letter.get("deliveryId").getAsString() + "/redeliver";
        assertFalse(json(service.api("POST", again, "")).get("success").getAsBoolean());
        assertEquals(id, receiver.next().id());
        receiver.behave((_, _) -> 200);
        assertTrue(json(service.api("POST", again, "")).get("success").getAsBoolean());
        assertEquals(id, receiver.next().id());
        assertProblem(404, "event-not-found", service.api("POST", again, ""));
        HttpResponse<String> any =
            service.api(
                "POST", webhook + "/redeliver", "{\"roomId\":\"" + roomId + "\",\"seq\":1}");
        assertTrue(json(any).get("success").getAsBoolean());
        assertEquals(id, receiver.next().id());
        assertEquals(
            "active",
            json(service.api("POST", webhook + "/enable", ""))
                .getAsJsonObject("webhook")
                .get("status")
                .getAsString());
        service.api("POST", "/api/rooms/" + roomId + "/end", "");
        assertFalse(receiver.next().id().isEmpty());
      }
      assertEquals(204, service.api("DELETE", webhook, "").statusCode());
      assertProblem(404, "webhook-not-found", service.api("GET", webhook, ""));
    }
  }

  private static JsonObject get(RunningService service, String webhook) throws Exception {
    return json(service.api("GET", webhook, "")).getAsJsonObject("webhook");
  }

  /** Burying follows the answer at once, but on another thread. */
  private static JsonObject firstDeadLetter(RunningService service, String webhook)
      throws Exception {
    for (int i = 0; i < 500; i++) {
      JsonObject page = json(service.api("GET", webhook + "/dead-letters?limit=1", ""));
      if (!page.getAsJsonArray("deadLetters").isEmpty()) {
        return page.getAsJsonArray("deadLetters").get(0).getAsJsonObject();
      }
    }
    throw new AssertionError("nothing was buried");
  }
}
