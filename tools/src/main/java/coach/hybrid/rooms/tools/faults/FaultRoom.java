package coach.hybrid.rooms.tools.faults;

import coach.hybrid.rooms.tools.mainapp.MainApp;
import coach.hybrid.rooms.tools.mainapp.Order;
import coach.hybrid.rooms.tools.mainapp.RoomLinks;
import coach.hybrid.rooms.tools.service.Api;
import coach.hybrid.rooms.tools.service.Event;
import coach.hybrid.rooms.tools.service.Follower;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One room with its two people, and everything that can be asked about its orb. */
final class FaultRoom {
  /** The orb as {@code /api/orbs} has it. */
  record Seen(String orbId, int generation, String place, String status, int restarts) {}

  private static final int CALL_POLLS = 200;
  private static final long CALL_POLL_MILLIS = 25;

  private final Api api;
  private final Executor threads;
  private final String roomId;
  private final Human coach;
  private final Human client;
  private final Follower follower;

  private FaultRoom(Api api, Executor threads, Order order, RoomLinks links) {
    this.api = api;
    this.threads = threads;
    roomId = order.roomId();
    String coachId = order.coach().userId();
    String clientId = order.client().userId();
    coach = new Human(api, roomId, coachId, clientId, "coach", tokenOf(links.coach()));
    client = new Human(api, roomId, clientId, coachId, "client", tokenOf(links.client()));
    follower = new Follower(api, roomId);
  }

  private static String tokenOf(URI link) {
    return link.getQuery().substring("token=".length());
  }

  static FaultRoom create(Api api, MainApp mainApp, Executor threads, Order order)
      throws IOException, InterruptedException {
    FaultRoom room = new FaultRoom(api, threads, order, mainApp.createRoom(order));
    threads.execute(room.follower::run);
    return room;
  }

  /** Both come in, the client first; returns when their call has begun. */
  void enter() throws IOException, InterruptedException {
    client.join();
    coach.join();
    threads.execute(coach::keepCalling);
    threads.execute(client::keepCalling);
    for (int i = 0; i < CALL_POLLS && (coach.arrivals() == 0 || client.arrivals() == 0); i++) {
      Thread.sleep(CALL_POLL_MILLIS);
    }
  }

  String roomId() {
    return roomId;
  }

  Human coach() {
    return coach;
  }

  Human client() {
    return client;
  }

  /** Waits for what the coach is shown; a fault if it does not come. */
  Duration awaitState(Verdict verdict, String state, Duration limit)
      throws IOException, InterruptedException {
    return verdict.within(
        limit,
        "the coach is shown " + state + " (was: " + coach.states() + ")",
        () -> coach.state().equals(state));
  }

  /** Null while it has none. */
  @Nullable Seen orb() throws IOException, InterruptedException {
    for (JsonElement element : api.get("/api/orbs").getAsJsonArray("orbs")) {
      JsonObject orb = element.getAsJsonObject();
      if (orb.get("roomId").getAsString().equals(roomId)) {
        return new Seen(
            orb.get("orbId").getAsString(),
            orb.get("generation").getAsInt(),
            orb.get("place").getAsString(),
            orb.get("status").getAsString(),
            orb.get("restarts").getAsInt());
      }
    }
    return null;
  }

  /** Its orb after the one given is there and in the room; a fault, and null, if it is not. */
  @Nullable Seen awaitSuccessor(Verdict verdict, Seen before, Duration limit)
      throws IOException, InterruptedException {
    verdict.within(
        limit,
        "a successor of " + before.orbId() + " (the coach saw: " + coach.states() + ")",
        () -> {
          Seen now = orb();
          return now != null
              && now.generation() > before.generation()
              && now.status().equals("ready")
              && coach.state().equals("ready");
        });
    return orb();
  }

  /** What of that orb still runs. */
  List<Machine.OrbPart> partsOf(Seen orb) {
    return Machine.partsOf(roomId).stream()
        .filter(part -> part.orbId().equals(orb.orbId()))
        .toList();
  }

  void end() throws IOException, InterruptedException {
    api.call("POST", "/api/rooms/" + roomId + "/end", "{\"reason\":\"session_completed\"}");
  }

  /** Everybody is gone, and nothing is followed any more. */
  void forget() {
    coach.go();
    client.go();
    follower.stop();
  }

  private String orbUserId() {
    return follower.events().stream()
        .map(Event::participantId)
        .filter(id -> id.startsWith("ai-orb-"))
        .findFirst()
        .orElse("");
  }

  /** What the main app was told of the orb, in short: {@code spawned joined error left …}. */
  String orbEvents() {
    String orb = orbUserId();
    return follower.events().stream()
        .map(event ->
            switch (event.type()) {
              case "ai-orb-spawned" -> "spawned";
              case "ai-orb-spawn-failed" -> "failed[" + event.detail() + "]";
              case "error" -> "error[" + event.detail() + "]";
              case "participant-joined" -> event.participantId().equals(orb) ? "joined" : "";
              case "participant-left" -> event.participantId().equals(orb) ? "left" : "";
              default -> "";
            })
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  long count(String type) {
    return follower.events().stream().filter(event -> event.type().equals(type)).count();
  }

  /** How often its orb came in, as the main app has it. */
  long orbStays() {
    String orb = orbUserId();
    return follower.events().stream()
        .filter(event -> event.type().equals("participant-joined"))
        .filter(event -> !orb.isEmpty() && event.participantId().equals(orb))
        .count();
  }
}
