package coach.hybrid.rooms.tools.doctor;

import coach.hybrid.rooms.tools.turn.SharedSecret;
import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The relays participants are given, with credentials that work now.
 *
 * @param source whose word it is
 */
record Relays(String source, List<String> urls, Credentials credentials) {
  private static final Duration LIFE = Duration.ofMinutes(10);

  Relays {
    urls = List.copyOf(urls);
  }

  /** Null if a participant is given none. */
  static @Nullable Relays read(JsonObject message, String source) {
    if (!message.has("iceServers") || !message.get("iceServers").isJsonArray()) {
      return null;
    }
    List<String> urls = new ArrayList<>();
    Credentials credentials = null;
    for (JsonElement each : message.getAsJsonArray("iceServers")) {
      JsonObject server = each.getAsJsonObject();
      if (present(server, "username") && present(server, "credential")) {
        credentials =
            new Credentials(
                server.get("username").getAsString(), server.get("credential").getAsString());
        server.getAsJsonArray("urls").forEach(url -> urls.add(url.getAsString()));
      }
    }
    return credentials == null ? null : new Relays(source, urls, credentials);
  }

  private static boolean present(JsonObject object, String name) {
    return object.has(name) && object.get(name).isJsonPrimitive();
  }

  /** As the service gives them to whoever has its API key. */
  static @Nullable Relays ask(Patient patient, Web web) throws IOException, InterruptedException {
    HttpResponse<String> response = web.get(patient.at("/api/ice-servers"), patient.apiKey());
    if (response.statusCode() != 200) {
      throw new IOException("/api/ice-servers is answered " + response.statusCode());
    }
    try {
      return read(JsonParser.parseString(response.body()).getAsJsonObject(), "the service");
    } catch (JsonParseException | IllegalStateException | ClassCastException e) {
      throw new IOException("/api/ice-servers is not to be read", e);
    }
  }

  /** As this environment says; null if it does not. */
  static @Nullable Relays own(Patient patient, Clock clock) {
    if (patient.turnUrls().isEmpty()) {
      return null;
    }
    if (!patient.turnSecret().isEmpty()) {
      return new Relays(
          "this environment",
          patient.turnUrls(),
          new SharedSecret(patient.turnSecret()).until(clock.instant().plus(LIFE), "check"));
    }
    return patient.turnUsername().isEmpty() || patient.turnPassword().isEmpty()
        ? null
        : new Relays(
            "this environment",
            patient.turnUrls(),
            new Credentials(patient.turnUsername(), patient.turnPassword()));
  }
}
