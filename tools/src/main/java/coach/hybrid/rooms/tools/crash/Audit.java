package coach.hybrid.rooms.tools.crash;

import coach.hybrid.rooms.tools.service.Event;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares one room's log with everything that was acknowledged and everything that arrived. */
final class Audit {
  private final List<String> faults = new ArrayList<>();
  private int events;
  private int liveEvents;
  private int webhooks;
  private int repeatedWebhooks;

  /**
   * Checks a room.
   *
   * @param log what the service replays from the beginning
   */
  void check(RoomActor room, List<Event> log, List<Event> delivered)
      throws IOException, InterruptedException {
    events += log.size();
    for (int i = 0; i < log.size(); i++) {
      expect(room, log.get(i).seq() == i + 1, "seq " + log.get(i).seq() + " at place " + (i + 1));
    }
    expect(room, distinct(log) == log.size(), "an id twice in the log");
    live(room, log);
    webhooks(room, log, delivered);
    stays(room, log, room.coach());
    stays(room, log, room.client());
    boolean ended = !log.isEmpty() && log.getLast().type().equals("room-ended");
    expect(room, ended || !room.endAnswered(), "no end");
    // An end that was not answered may have been heard all the same.
    String wrong = ended ? null : room.wrongSetting();
    expect(room, wrong == null, String.valueOf(wrong));
  }

  private static long distinct(List<Event> log) {
    return log.stream().map(Event::id).distinct().count();
  }

  private void live(RoomActor room, List<Event> log) {
    List<Event> live = room.follower().events();
    liveEvents += live.size();
    expect(
        room,
        live.equals(log.subList(0, Math.min(live.size(), log.size()))),
        "followed live: " + live.size() + " events that are not the log's first");
    expect(room, live.size() == log.size(), "followed live " + live.size() + " of " + log.size());
  }

  /** In order, all of them; the same one may come again, never an older one. */
  private void webhooks(RoomActor room, List<Event> log, List<Event> delivered) {
    webhooks += delivered.size();
    Set<String> ids = new HashSet<>();
    List<Event> first = delivered.stream().filter(event -> ids.add(event.id())).toList();
    repeatedWebhooks += delivered.size() - first.size();
    expect(room, first.equals(log), "webhooks " + first.size() + " of " + log.size());
    for (int i = 1; i < delivered.size(); i++) {
      expect(
          room,
          delivered.get(i).seq() >= delivered.get(i - 1).seq(),
          "webhook " + delivered.get(i).seq() + " after " + delivered.get(i - 1).seq());
    }
  }

  private void stays(RoomActor room, List<Event> log, Person person) {
    List<String> types =
        log.stream()
            .filter(event -> event.participantId().equals(person.userId()))
            .map(Event::type)
            .collect(Collectors.toList());
    for (int i = 0; i < types.size(); i++) {
      String expected = i % 2 == 0 ? "participant-joined" : "participant-left";
      expect(room, types.get(i).equals(expected), types.get(i) + " at place " + i);
    }
    long joined = types.stream().filter("participant-joined"::equals).count();
    expect(
        room,
        joined >= person.freshJoins() && joined <= person.freshJoins() + person.openJoins(),
        joined + " stays, acknowledged " + person.freshJoins() + ", open " + person.openJoins());
  }

  private void expect(RoomActor room, boolean holds, String fault) {
    if (!holds) {
      faults.add("room " + room.roomId() + ": " + fault);
    }
  }

  /** The room's state and its log must tell the same. */
  void checkStatus(RoomActor room, List<Event> log, JsonObject status) {
    boolean ended = log.stream().anyMatch(event -> event.type().equals("room-ended"));
    boolean started = log.stream().anyMatch(event -> event.type().equals("room-started"));
    String expected = ended ? "ended" : started ? "active" : "waiting";
    expect(
        room,
        status.get("status").getAsString().equals(expected),
        "status " + status.get("status") + ", the log says " + expected);
  }

  List<String> faults() {
    return faults;
  }

  String counts() {
    return "events in the log %d, followed live %d, webhooks %d of which %d came again"
        .formatted(events, liveEvents, webhooks, repeatedWebhooks);
  }
}
