package coach.hybrid.rooms.tools.faults;

import static coach.hybrid.rooms.tools.faults.Verdict.seconds;

import coach.hybrid.rooms.tools.faults.FaultRoom.Seen;
import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The line between orbs and the service is cut: a short while costs nothing, a long one an orb. */
final class NetworkFaults {
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Duration REPLACE_LIMIT = Duration.ofSeconds(110);

  private NetworkFaults() {}

  static List<FaultCase> all() {
    return List.of(
        FaultCase.of("network-cut-short", NetworkFaults::cutShort),
        FaultCase.of("network-cut-long", NetworkFaults::cutLong));
  }

  private static Map<FaultRoom, Seen> rooms(Stage stage, Verdict verdict, CutProxy line)
      throws Exception {
    stage.set("CPU_HOST", line.address());
    stage.set("ORB_UNRESPONSIVE_AFTER", "25s"); // An orb waits 20 s for its service.
    stage.withManager().open();
    Map<FaultRoom, Seen> rooms = new LinkedHashMap<>();
    for (Script place : List.of(Script.HONEST, Script.FULL)) {
      FaultRoom room = stage.readyRoom(verdict, place);
      Seen orb = room.orb();
      if (orb != null) {
        rooms.put(room, orb);
      }
    }
    verdict.that(rooms.size() == 2, "not every room had an orb");
    return rooms;
  }

  private static void cutShort(Stage stage, Verdict verdict) throws Exception {
    try (CutProxy line = new CutProxy(stage.port())) {
      Map<FaultRoom, Seen> rooms = rooms(stage, verdict, line);
      line.cut();
      for (FaultRoom room : rooms.keySet()) {
        room.awaitState(verdict, "starting", SHORT);
      }
      Thread.sleep(SHORT);
      long mended = System.nanoTime();
      line.mend();
      for (Map.Entry<FaultRoom, Seen> entry : rooms.entrySet()) {
        FaultRoom room = entry.getKey();
        room.awaitState(verdict, "ready", Duration.ofSeconds(15));
        Seen now = room.orb();
        verdict.that(
            entry.getValue().equals(now),
            "it is not the same orb: " + entry.getValue() + ", " + now);
        ManagerFaults.states(verdict, room, "(off )?starting ready starting ready");
        verdict.that(room.orbEvents().equals("spawned joined"), "told: " + room.orbEvents());
      }
      verdict.note(
          "both orbs back "
              + since(mended)
              + " after a cut of "
              + SHORT.toSeconds()
              + " s, the main app told nothing");
      Curtain.fall(stage, verdict); // While the line is there: orbs leave over it.
    }
  }

  /** The machine with the manager is cut off for good; the service's own orb cannot come back. */
  private static void cutLong(Stage stage, Verdict verdict) throws Exception {
    try (CutProxy line = new CutProxy(stage.port())) {
      Map<FaultRoom, Seen> rooms = rooms(stage, verdict, line);
      long began = System.nanoTime();
      stage.manager().cut(true);
      line.cut();
      verdict.within(
          Duration.ofSeconds(40),
          "the cut off orbs end themselves",
          () ->
              rooms.entrySet().stream()
                  .flatMap(entry -> entry.getKey().partsOf(entry.getValue()).stream())
                  .noneMatch(Machine.OrbPart::isOrb));
      verdict.note("both orbs had ended themselves " + since(began) + " after the cut");
      for (Map.Entry<FaultRoom, Seen> entry : rooms.entrySet()) {
        FaultRoom room = entry.getKey();
        Seen next = room.awaitSuccessor(verdict, entry.getValue(), REPLACE_LIMIT);
        verdict.note(
            entry.getValue().place()
                + ": replaced after "
                + since(began)
                + " by "
                + (next == null ? "nothing" : next.place())
                + ", "
                + room.orbEvents());
      }
      stage.manager().cut(false);
      line.mend();
      Curtain.fall(stage, verdict); // While the line is there: orbs leave over it.
    }
  }

  private static String since(long beganNanos) {
    return seconds(Duration.ofNanos(System.nanoTime() - beganNanos));
  }
}
