package coach.hybrid.rooms.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.room.RoomEvent;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code asyncapi.yaml} knows every message there is, and every message is as it says. */
class AsyncApiTest {
  private static final Path GOLDEN = Path.of("..", "shared-protocol", "golden");
  private static RunningService service;
  private static ApiContract contract;

  @BeforeAll
  static void start() throws Exception {
    service = new RunningService();
    contract = new ApiContract(service.get("/asyncapi.yaml").body());
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  private static String camel(String prefix, String type) {
    StringBuilder name = new StringBuilder(prefix);
    for (String word : type.split("[-_]", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  private static List<String> violations(String prefix, String json) {
    JsonObject message = JsonParser.parseString(json).getAsJsonObject();
    String name = camel(prefix, message.get("type").getAsString());
    return contract.violations(contract.at("components", "messages", name, "payload"), json);
  }

  @Test
  void everyGoldenMessageIsAsDescribed() throws IOException {
    for (String direction : List.of("client", "orb-report", "server", "orb-command")) {
      String prefix = direction.equals("client") || direction.equals("orb-report") ? "from" : "to";
      try (Stream<Path> files = Files.list(GOLDEN.resolve(direction))) {
        files.forEach(
            file -> assertEquals(List.of(), violations(prefix, read(file)), file::toString));
      }
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void everyMessageOfAChannelIsDescribedAndEveryDescriptionIsUsed() {
    Set<String> used = new TreeSet<>();
    for (String channel : List.of("events", "signalling", "media")) {
      used.addAll(ApiContract.map(contract.at("channels", channel, "messages")).keySet());
    }
    assertEquals(
        new TreeSet<>(ApiContract.map(contract.at("components", "messages")).keySet()), used);
  }

  /** One description for each kind of event, and the heartbeat. */
  @Test
  void everyKindOfEventIsDescribedWithAnExampleThatFits() {
    Map<String, Object> events = ApiContract.map(contract.at("channels", "events", "messages"));
    assertEquals(RoomEvent.class.getPermittedSubclasses().length + 1, events.size());
    for (String name : events.keySet()) {
      Map<String, Object> message = ApiContract.map(contract.at("components", "messages", name));
      if (message.get("examples") instanceof List<?> examples) {
        String example = new Gson().toJson(ApiContract.map(examples.getFirst()).get("payload"));
        assertEquals(List.of(), violations("event", example));
      }
    }
  }

  @Test
  void whatTheEventsSocketTellsIsAsDescribed() throws Exception {
    String room = service.newRoom();
    try (RawSocket coach = service.join("coach", room)) {
      coach.text("{\"type\":\"leave\"}");
      coach.readCloseCode();
    }
    service.api("POST", "/api/rooms/" + room + "/end", "");
    String path = "/events/" + room + "?since=0&token=" + RunningService.KEY;
    Set<String> seen = new TreeSet<>();
    try (RawSocket events = RawSocket.open(service.port(), path)) {
      while (!(seen.contains("room-ended") && seen.contains("summary-ready"))) {
        JsonObject event = events.readMessage();
        assertEquals(List.of(), violations("event", event.toString()));
        seen.add(event.get("type").getAsString());
      }
    }
    assertEquals(
        Set.of(
            "participant-joined",
            "room-started",
            "participant-left",
            "room-ended",
            "summary-ready"),
        seen);
  }

  @Test
  void thePageShowsBothDocumentsWithoutScriptsOrOthersFiles() throws Exception {
    HttpResponse<String> response = service.get("/docs");
    assertEquals("text/html;charset=utf-8", response.headers().firstValue("Content-Type").get());
    String page = response.body();
    for (String part :
        List.of("POST /api/rooms/create", "room-started", "/ws-simple/{roomId}", "rate-limited")) {
      assertTrue(page.contains(part), part);
    }
    assertFalse(page.contains("<script"), page);
    assertFalse(page.contains("style="), page);
    assertFalse(page.matches("(?s).*(src|href)=\"(https?:)?//.*"), page);
  }
}
