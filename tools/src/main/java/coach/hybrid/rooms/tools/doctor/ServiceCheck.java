package coach.hybrid.rooms.tools.doctor;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What the service says of itself, whether its clock is right, and whether pages are secure. */
final class ServiceCheck {
  private static final Duration CLOCK_ODD = Duration.ofSeconds(5);
  private static final Duration CLOCK_WRONG = Duration.ofSeconds(60);
  private static final int REDIRECTS_FROM = 300;
  private static final int REDIRECTS_TO = 399;

  private final Patient patient;
  private final Web web;
  private final Clock clock;
  private final Report report;

  ServiceCheck(Patient patient, Web web, Clock clock, Report report) {
    this.patient = patient;
    this.web = web;
    this.clock = clock;
    this.report = report;
  }

  /** Whether it is our service that answers. */
  boolean look() throws InterruptedException {
    lookAtPages();
    report.looking("health");
    HttpResponse<String> response;
    Instant before = clock.instant();
    try {
      response = web.get(patient.at("/health"), "");
    } catch (IOException e) {
      report.add(
          Finding.fail(
              "service",
              "/health: " + e.getMessage(),
              "look at the service's log: is it up, and does the proxy speak to its PORT?"));
      return false;
    }
    lookAtClock(response, before);
    JsonObject health = parse(response);
    if (health == null) {
      report.add(
          Finding.fail(
              "service",
              "/health is answered " + response.statusCode() + " as " + Web.mediaType(response),
              "something else listens here, or the proxy does not reach the service"));
      return false;
    }
    String version = text(health, "version");
    report.add(Finding.ok("service", "version " + version + ", " + text(health, "status")));
    lookAtParts(health);
    return true;
  }

  private void lookAtParts(JsonObject health) {
    String store = state(health, "store");
    if (!store.equals("ready")) {
      report.add(
          Finding.fail(
              "store", "it is " + store, "look for a full disk at DATA_DIR, and at the log"));
    } else {
      report.add(Finding.ok("store", "ready"));
    }
    String transcription = state(health, "transcription");
    String detail = detail(health, "transcription");
    report.add(
        switch (transcription) {
          case "ready" -> Finding.ok("captions", detail);
          case "off" -> Finding.ok("captions", "switched off");
          case "behind" ->
              Finding.warn("captions", "late: " + detail, "more cores, or a smaller model");
          default ->
              Finding.warn(
                  "captions",
                  transcription + ": " + detail,
                  "./rooms model fetches the models (docs/MODELS.md); TRANSCRIPTION=false if not"
                      + " wanted");
        });
    lookAtOrbs(health);
    String tls = state(health, "tls");
    if (tls.equals("stale") || tls.equals("expiring") || tls.equals("expired")) {
      report.add(
          Finding.warn("tls files", detail(health, "tls"), "put good files in place; no restart"));
    }
  }

  private void lookAtOrbs(JsonObject health) {
    if (!(health.get("orbs") instanceof JsonObject orbs)) {
      return;
    }
    String said = text(orbs, "active") + " of " + text(orbs, "limit") + " places are taken";
    report.add(
        text(orbs, "waiting").equals("0")
            ? Finding.ok("assistants", said)
            : Finding.warn(
                "assistants",
                said + ", " + text(orbs, "waiting") + " rooms wait",
                "raise MAX_CONCURRENT_ORBS if the machine can carry more"));
  }

  /** Tokens and TURN credentials are made and judged by different machines' clocks. */
  private void lookAtClock(HttpResponse<String> response, Instant before) {
    Instant theirs;
    try {
      theirs =
          ZonedDateTime.parse(
                  response.headers().firstValue("Date").orElse(""),
                  DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant();
    } catch (DateTimeParseException e) {
      report.add(
          Finding.warn("clock", "answers have no Date", "let the proxy pass the header Date"));
      return;
    }
    Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    // The header knows only whole seconds.
    Duration off = Duration.between(theirs.plusMillis(500), middle).abs();
    String said = "within " + (off.toSeconds() + 1) + " s of this machine's";
    String remedy = "keep time with NTP on the service, the relay, the main app, and here";
    if (off.compareTo(CLOCK_WRONG) > 0) {
      report.add(Finding.fail("clock", off.toSeconds() + " s from this machine's", remedy));
    } else if (off.compareTo(CLOCK_ODD) > 0) {
      report.add(Finding.warn("clock", off.toSeconds() + " s from this machine's", remedy));
    } else {
      report.add(Finding.ok("clock", said));
    }
  }

  private void lookAtPages() throws InterruptedException {
    if (!patient.secure()) {
      report.add(
          patient.ownMachine()
              ? Finding.warn(
                  "secure pages",
                  "plain http, which is enough on one machine only",
                  "for others: https, by TLS_CERT_FILE or a proxy (docs/DEPLOY.md)")
              : Finding.fail(
                  "secure pages",
                  "plain http: browsers give neither camera nor microphone to such pages",
                  "https, by TLS_CERT_FILE or a proxy (docs/DEPLOY.md)"));
      return;
    }
    if (patient.port() != 443) {
      return;
    }
    report.looking("secure pages");
    try {
      URI plain = URI.create("http://" + patient.origin().getHost() + "/room/doctor-check");
      int status = web.get(plain, "").statusCode();
      if (status < REDIRECTS_FROM || status > REDIRECTS_TO) {
        report.add(
            Finding.warn(
                "secure pages",
                "http answers " + status + " instead of leading to https",
                "redirect http to https at the proxy, or close port 80"));
      }
    } catch (IOException e) {
      // Nobody there: nobody can land on a page without a camera.
    }
  }

  private static @Nullable JsonObject parse(HttpResponse<String> response) {
    try {
      return response.statusCode() == 200
              && JsonParser.parseString(response.body()) instanceof JsonObject health
              && health.has("activeRooms")
          ? health
          : null;
    } catch (JsonParseException e) {
      return null;
    }
  }

  private static String state(JsonObject health, String part) {
    return health.get(part) instanceof JsonObject object ? text(object, "state") : "unknown";
  }

  private static String detail(JsonObject health, String part) {
    return health.get(part) instanceof JsonObject object ? text(object, "detail") : "";
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null || !value.isJsonPrimitive() ? "unknown" : value.getAsString();
  }
}
