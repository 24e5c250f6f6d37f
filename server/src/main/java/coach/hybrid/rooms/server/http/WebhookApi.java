package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.config.Secret;
import coach.hybrid.rooms.server.event.EventTypes;
import coach.hybrid.rooms.server.event.webhook.Answer;
import coach.hybrid.rooms.server.event.webhook.Registration;
import coach.hybrid.rooms.server.event.webhook.Sending;
import coach.hybrid.rooms.server.event.webhook.WebhookStatus;
import coach.hybrid.rooms.server.event.webhook.WebhookUrl;
import coach.hybrid.rooms.server.event.webhook.Webhooks;
import coach.hybrid.rooms.server.problem.Problem;
import coach.hybrid.rooms.server.store.StoredDeadLetter;
import coach.hybrid.rooms.server.store.WebhookStore.DeadLetterKey;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spark.Request;
import spark.Response;

/** {@code /api/webhooks}: who is told of events (seed 001, 12), and what they were not told. */
final class WebhookApi {
  private static final int MIN_SECRET_CHARS = 8;
  private static final int MAX_SECRET_CHARS = 256;
  private static final int MAX_EVENT_NAMES = 100;
  private static final int MAX_EVENT_CHARS = 64;
  private static final int MAX_ROOM_ID_CHARS = 64;
  private static final int BUSY_RETRY_SECONDS = 15;

  /** A dead letter's id: the room and the event's number. */
  private static final Pattern DELIVERY_ID = Pattern.compile("([A-Za-z0-9_-]{1,64})\\.(\\d{1,10})");

  private final Webhooks webhooks;

  WebhookApi(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  Object register(Request request, Response response) {
    BodyReader body = new BodyReader(Json.body(request));
    URI url = url(body);
    List<String> events = events(body);
    Secret secret = secret(body);
    body.complain();
    if (url == null) {
      throw new IllegalStateException("a wrong address is an error complained about above");
    }
    Registration.Registered registered =
        switch (webhooks.register(url, events, secret)) {
          case Registration.Registered done -> done;
          case Registration.TooMany(int most) ->
              throw new ProblemException(
                  Problem.of(
                      409,
                      "too-many-webhooks",
                      "Too many webhooks",
                      "There may be " + most + "; delete one first."));
          case Registration.AddressRefused(String reason) ->
              throw new ProblemException(
                  Problem.of(
                      400,
                      "address-not-allowed",
                      "This address may not be called",
                      reason + "; the operator may allow it with WEBHOOK_ALLOWED_HOSTS."));
        };
    Map<String, @Nullable Object> described = WebhookJson.describe(registered.status());
    if (registered.secretMade()) {
      described.put("secret", registered.status().webhook().secret().reveal());
    }
    response.status(201);
    response.header("Cache-Control", "no-store");
    return answer(response, "webhook", described);
  }

  private static @Nullable URI url(BodyReader body) {
    String text = body.text("url", WebhookUrl.MAX_CHARS);
    URI url = WebhookUrl.parse(text);
    if (url == null && !text.isBlank() && text.length() <= WebhookUrl.MAX_CHARS) {
      body.error("url", "must be http(s)://host[:port][/path] without user or fragment");
    }
    return url;
  }

  private static List<String> events(BodyReader body) {
    if (!body.has("events")) {
      return List.of();
    }
    List<String> events = body.texts("events", MAX_EVENT_NAMES, MAX_EVENT_CHARS);
    if (!EventTypes.ALL.containsAll(events)) {
      body.error("events", "must be some of " + String.join(", ", EventTypes.ALL));
    }
    return events;
  }

  private static @Nullable Secret secret(BodyReader body) {
    String secret = body.textOrNull("secret", MAX_SECRET_CHARS);
    if (secret != null && secret.length() < MIN_SECRET_CHARS) {
      body.error("secret", "must have at least " + MIN_SECRET_CHARS + " characters");
    }
    return secret == null ? null : new Secret(secret);
  }

  Object list(Request request, Response response) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("webhooks", webhooks.all().stream().map(WebhookJson::describe).toList());
    return Json.write(response, body);
  }

  Object get(Request request, Response response) {
    return answer(response, "webhook", WebhookJson.describe(found(webhooks.find(id(request)))));
  }

  Object delete(Request request, Response response) {
    if (!webhooks.remove(id(request))) {
      throw noSuchWebhook();
    }
    response.status(204);
    return "";
  }

  Object enable(Request request, Response response) {
    return answer(response, "webhook", WebhookJson.describe(found(webhooks.enable(id(request)))));
  }

  Object test(Request request, Response response) {
    return describe(response, webhooks.test(id(request)));
  }

  Object redeliver(Request request, Response response) {
    BodyReader body = new BodyReader(Json.body(request));
    String roomId = body.text("roomId", MAX_ROOM_ID_CHARS);
    int seq = body.integer("seq", 0, 1, Integer.MAX_VALUE);
    if (!body.has("seq")) {
      body.error("seq", "is missing");
    }
    body.complain();
    return describe(response, webhooks.redeliver(id(request), roomId, seq));
  }

  Object deadLetters(Request request, Response response) {
    String id = id(request);
    found(webhooks.find(id));
    int limit = RoomListApi.limit(request.queryParams("limit"));
    String cursor = request.queryParams("cursor");
    List<StoredDeadLetter> found =
        webhooks.deadLetters(id, cursor == null ? null : key(cursor), limit + 1);
    List<StoredDeadLetter> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, @Nullable Object> body = Json.object();
    body.put("deadLetters", page.stream().map(WebhookJson::describe).toList());
    body.put("next", found.size() > limit ? WebhookJson.deliveryId(page.getLast()) : null);
    return Json.write(response, body);
  }

  Object redeliverDeadLetter(Request request, Response response) {
    DeadLetterKey key = key(request.params(":deliveryId"));
    return describe(response, webhooks.redeliverDeadLetter(id(request), key));
  }

  private static DeadLetterKey key(String deliveryId) {
    Matcher matcher = DELIVERY_ID.matcher(deliveryId);
    if (!matcher.matches()) {
      throw noSuchEvent();
    }
    return new DeadLetterKey(matcher.group(1), Long.parseLong(matcher.group(2)));
  }

  private static String id(Request request) {
    return request.params(":id");
  }

  private static WebhookStatus found(@Nullable WebhookStatus status) {
    if (status == null) {
      throw noSuchWebhook();
    }
    return status;
  }

  private static ProblemException noSuchWebhook() {
    return new ProblemException(
        Problem.of(
            404, "webhook-not-found", "No such webhook", "There is no webhook with this id."));
  }

  private static ProblemException noSuchEvent() {
    return new ProblemException(
        Problem.of(
            404,
            "event-not-found",
            "No such event",
            "There is no such event, or its room has been purged."));
  }

  private static Object answer(
      Response response, String name, Map<String, @Nullable Object> described) {
    Map<String, @Nullable Object> body = Json.object();
    body.put("success", true);
    body.put(name, described);
    return Json.write(response, body);
  }

  private static Object describe(Response response, Sending sending) {
    return switch (sending) {
      case Sending.Sent(Answer answer) -> {
        Map<String, @Nullable Object> body = Json.object();
        body.put("success", answer.delivered());
        body.put("status", WebhookJson.statusOrNull(answer.status()));
        body.put("durationMillis", answer.took().toMillis());
        if (!answer.delivered()) {
          body.put("error", answer.failure());
        }
        yield Json.write(response, body);
      }
      case Sending.NoSuchWebhook _ -> throw noSuchWebhook();
      case Sending.NoSuchEvent _ -> throw noSuchEvent();
      case Sending.Busy _ ->
          throw new ProblemException(
              Problem.of(
                      429,
                      "too-many-requests",
                      "Too many at once",
                      "Too many tests and redeliveries are under way.")
                  .withRetryAfter(BUSY_RETRY_SECONDS));
    };
  }
}
