package coach.hybrid.rooms.tools.faults;

import static coach.hybrid.rooms.tools.faults.Verdict.seconds;

import coach.hybrid.rooms.tools.faults.FaultRoom.Seen;
import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A GPU manager that is down, slow, or lies: the orb comes from elsewhere, and only one comes. */
final class ManagerFaults {
  private static final String CAME_AT_ONCE = "(off )?starting ready";

  private ManagerFaults() {}

  static List<FaultCase> all() {
    return List.of(
        FaultCase.of("manager-down", ManagerFaults::down),
        FaultCase.of("manager-slow", ManagerFaults::slow),
        FaultCase.of("manager-lying", ManagerFaults::lying));
  }

  private static void down(Stage stage, Verdict verdict) throws Exception {
    int closed;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = free.getLocalPort();
    }
    stage.set("GPU_MANAGER_URL", "http://127.0.0.1:" + closed).open();
    FaultRoom room = stage.room();
    room.enter();
    Duration ready = room.awaitState(verdict, "ready", Stage.START_LIMIT);
    runsIn(verdict, "process", room);
    states(verdict, room, CAME_AT_ONCE);
    verdict.note("ready by the fallback after " + seconds(ready));
  }

  private static void slow(Stage stage, Verdict verdict) throws Exception {
    stage.withManager().open();
    FaultRoom plain = stage.room(Script.LATE);
    FaultRoom stuck = stage.room(Script.LATE);
    plain.enter();
    stuck.enter();
    Machine.OrbPart late = awaitLateOrb(verdict, stuck);
    if (late != null) {
      Machine.signal("STOP", List.of(late)); // It can neither come in nor learn that it may not.
    }
    for (FaultRoom room : List.of(plain, stuck)) {
      room.awaitState(verdict, "ready", Stage.START_LIMIT);
      runsIn(verdict, "process", room);
    }
    Duration refused = lateOrbGone(verdict, plain);
    Duration terminated = lateOrbGone(verdict, stuck);
    for (FaultRoom room : List.of(plain, stuck)) {
      states(verdict, room, CAME_AT_ONCE);
      verdict.that(room.orbStays() == 1, "the late orb came in: " + room.orbEvents());
    }
    verdict.note(
        "the late orb was refused and gone after "
            + seconds(refused)
            + ", a stuck one was terminated after "
            + seconds(terminated)
            + " more");
  }

  private static Machine.@Nullable OrbPart awaitLateOrb(Verdict verdict, FaultRoom room)
      throws Exception {
    List<Machine.OrbPart> found = new ArrayList<>();
    verdict.within(
        Duration.ofSeconds(20),
        "the manager starts the late orb",
        () -> {
          found.addAll(lateParts(room));
          return !found.isEmpty();
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The first generation is the manager's. */
  private static List<Machine.OrbPart> lateParts(FaultRoom room) {
    return Machine.partsOf(room.roomId()).stream()
        .filter(part -> part.isOrb() && part.orbId().endsWith("-1"))
        .toList();
  }

  private static Duration lateOrbGone(Verdict verdict, FaultRoom room) throws Exception {
    return verdict.within(
        Duration.ofSeconds(45), "the late orb is gone", () -> lateParts(room).isEmpty());
  }

  private static void lying(Stage stage, Verdict verdict) throws Exception {
    stage.withManager().open();
    Map<Script, FaultRoom> rooms = new TreeMap<>();
    for (Script lie : List.of(Script.FAILED_WITH_200, Script.GARBAGE, Script.EMPTY_PROMISE)) {
      FaultRoom room = stage.room(lie);
      rooms.put(lie, room);
      room.enter();
    }
    for (Map.Entry<Script, FaultRoom> entry : rooms.entrySet()) {
      FaultRoom room = entry.getValue();
      Duration ready = room.awaitState(verdict, "ready", Stage.START_LIMIT);
      runsIn(verdict, "process", room);
      verdict.note(
          entry.getKey()
              + ": ready by the fallback after "
              + seconds(ready)
              + ", orders "
              + stage.manager().ordersFor(room.roomId()));
    }
    states(verdict, rooms.get(Script.FAILED_WITH_200), CAME_AT_ONCE);
    states(verdict, rooms.get(Script.GARBAGE), CAME_AT_ONCE);
    states(
        verdict,
        rooms.get(Script.EMPTY_PROMISE),
        "(off )?starting starting\\(restarting\\) starting ready");
  }

  private static void runsIn(Verdict verdict, String place, FaultRoom room) throws Exception {
    Seen orb = room.orb();
    verdict.that(
        orb != null && orb.place().equals(place), "the orb runs as " + orb + ", not as " + place);
  }

  static void states(Verdict verdict, @Nullable FaultRoom room, String expected) {
    if (room != null) {
      String seen = room.coach().states();
      verdict.that(seen.matches(expected), "the coach saw " + seen + ", not " + expected);
    }
  }
}
