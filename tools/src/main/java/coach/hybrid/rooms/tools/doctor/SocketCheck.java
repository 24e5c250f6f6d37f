package coach.hybrid.rooms.tools.doctor;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Whether WebSockets get through whatever stands in front of the service, and stay. Without a token
 * the service's own refusal, before the upgrade, is the proof; with a participant's token his seat
 * is taken for the time, with an API key some room's events are followed.
 */
final class SocketCheck {
  private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);
  private static final List<String> PATHS =
      List.of("/ws-simple/doctor-check", "/events/doctor-check", "/media/doctor-check?use=relay");

  private final Patient patient;
  private final Web web;
  private final Report report;
  private @Nullable HeldSocket held;
  private @Nullable JsonObject iceServers;

  SocketCheck(Patient patient, Web web, Report report) {
    this.patient = patient;
    this.web = web;
    this.report = report;
  }

  /** What the service gave to the participant whose token was used; null without one. */
  @Nullable JsonObject iceServers() {
    return iceServers;
  }

  void look() throws InterruptedException {
    Map<String, Finding> bad = new LinkedHashMap<>();
    for (String path : PATHS) {
      report.looking("socket " + path);
      Finding finding = knock(path);
      if (finding.verdict() != Finding.Verdict.OK) {
        bad.putIfAbsent(finding.said(), finding);
      }
    }
    if (bad.isEmpty()) {
      report.add(
          Finding.ok("sockets", "the upgrade gets through; strangers are refused before it"));
      open();
    } else {
      bad.values().forEach(report::add);
    }
  }

  private Finding knock(String path) throws InterruptedException {
    String name = path.substring(0, path.indexOf('/', 1));
    try {
      HeldSocket.open(web.client(), patient.socketAt(path), "").close();
      return Finding.fail(
          "sockets", name + " let a stranger in", "something else answers here: look at the proxy");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return judge(name, refused.getResponse());
      }
      return Finding.fail(
          "sockets",
          name + ": " + messageOf(e),
          "the proxy must pass Upgrade and Connection (docs/DEPLOY.md)");
    }
  }

  private static Finding judge(String name, HttpResponse<?> response) {
    boolean ours = Web.mediaType(response).equals("application/problem+json");
    int status = response.statusCode();
    if (ours && status == 401) {
      return Finding.ok("sockets", "");
    }
    if (ours && status == 426) {
      return Finding.fail(
          "sockets",
          name + ": the request for an upgrade arrives without its Upgrade header",
          "nginx: proxy_http_version 1.1, proxy_set_header Upgrade and Connection (docs/DEPLOY.md)");
    }
    if (ours && status == 429) {
      return Finding.warn(
          "sockets", name + ": this address asks too often", "wait a minute and look again");
    }
    return Finding.fail(
        "sockets",
        name
            + " is answered "
            + status
            + " as "
            + Web.mediaType(response)
            + (ours ? "" : ", not by the service"),
        ours ? "look at the service's log" : "let the proxy pass this path to the service");
  }

  /** Opens the socket that is to stay; {@link #finish} sees whether it did. */
  private void open() throws InterruptedException {
    if (!patient.roomToken().isEmpty()) {
      takeSeat();
    } else if (!patient.apiKey().isEmpty()) {
      followRoom();
    } else {
      report.add(
          Finding.warn(
              "idle socket",
              "not looked at: nothing opens one",
              "give --room-token=… of a room made for this, or ROOM_SERVICE_API_KEY"));
    }
  }

  private void takeSeat() throws InterruptedException {
    report.looking("seat");
    JsonObject claims = claimsOf(patient.roomToken());
    if (claims == null) {
      report.add(Finding.fail("seat", "the token is none", "take it from a link's ?token="));
      return;
    }
    String roomId = claims.get("roomId").getAsString();
    HeldSocket socket =
        opened("seat", "/ws-simple/" + roomId + "?token=" + patient.roomToken(), "");
    if (socket == null) {
      return;
    }
    held = socket;
    JsonObject join = new JsonObject();
    join.addProperty("type", "join");
    join.addProperty("roomId", roomId);
    join.addProperty("userId", claims.get("userId").getAsString());
    join.addProperty("userRole", claims.get("role").getAsString());
    join.addProperty("participantType", "human");
    join.addProperty("protocol", 1);
    join.addProperty("instanceId", "doctor-check");
    socket.send(join);
    iceServers = socket.await("ice-servers", JOIN_LIMIT);
    report.add(
        iceServers == null
            ? Finding.fail(
                "seat",
                "the token opens the door, yet the join is not answered",
                "look at the service's log for this room")
            : Finding.ok("seat", "joined room " + roomId));
  }

  private void followRoom() throws InterruptedException {
    report.looking("rooms");
    try {
      HttpResponse<String> listed = web.get(patient.at("/api/rooms?limit=1"), patient.apiKey());
      if (listed.statusCode() != 200) {
        report.add(
            Finding.fail(
                "api key",
                "refused with " + listed.statusCode(),
                "it must be one of the service's ROOM_SERVICE_API_KEY"));
        return;
      }
      report.add(Finding.ok("api key", "accepted"));
      JsonArray rooms =
          JsonParser.parseString(listed.body()).getAsJsonObject().getAsJsonArray("rooms");
      if (rooms == null || rooms.isEmpty()) {
        report.add(
            Finding.warn(
                "idle socket",
                "not looked at: there is no room to follow",
                "make a room and look again, or give --room-token=…"));
        return;
      }
      String roomId = rooms.get(0).getAsJsonObject().get("roomId").getAsString();
      held = opened("idle socket", "/events/" + roomId, patient.apiKey());
    } catch (IOException | JsonParseException | IllegalStateException e) {
      report.add(Finding.fail("api key", "/api/rooms: " + e.getMessage(), "look at the log"));
    }
  }

  private @Nullable HeldSocket opened(String check, String path, String key)
      throws InterruptedException {
    try {
      return HeldSocket.open(web.client(), patient.socketAt(path), key);
    } catch (ExecutionException e) {
      String said =
          e.getCause() instanceof WebSocketHandshakeException refused
              ? "refused with " + refused.getResponse().statusCode()
              : messageOf(e);
      report.add(Finding.fail(check, said, "a token or key of this service that has not run out"));
      return null;
    }
  }

  /** Waits for the rest of the time. */
  void finish() throws InterruptedException {
    HeldSocket socket = held;
    if (socket == null) {
      return;
    }
    report.looking("idle socket, for " + patient.idle().toSeconds() + " s");
    HeldSocket.End end = socket.hold(patient.idle());
    if (end != null) {
      report.add(
          Finding.fail(
              "idle socket",
              "closed with %d after %d s".formatted(end.code(), end.nanos() / 1_000_000_000),
              end.code() == 4409
                  ? "somebody took the seat: use a token nobody else does"
                  : "raise the proxy's idle and read timeouts above a minute (docs/DEPLOY.md)"));
    } else {
      report.add(
          Finding.ok(
              "idle socket",
              "open after %d s%s"
                  .formatted(
                      patient.idle().toSeconds(),
                      socket.wasPinged() ? ", the service's pings come through" : "")));
      if (!patient.roomToken().isEmpty()) {
        JsonObject leave = new JsonObject();
        leave.addProperty("type", "leave");
        socket.send(leave);
      }
    }
    socket.close();
  }

  /** Unverified: the service is the judge. */
  private static @Nullable JsonObject claimsOf(String token) {
    String[] parts = token.split("\\.", -1);
    try {
      String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      return JsonParser.parseString(claims) instanceof JsonObject object
              && object.has("roomId")
              && object.has("userId")
              && object.has("role")
          ? object
          : null;
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException | JsonParseException e) {
      return null;
    }
  }

  private static String messageOf(ExecutionException e) {
    Throwable cause = e.getCause();
    return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
  }
}
