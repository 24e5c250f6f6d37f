package coach.hybrid.rooms.tools.faults;

import static coach.hybrid.rooms.tools.faults.Verdict.seconds;

import coach.hybrid.rooms.tools.faults.FaultRoom.Seen;
import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Orbs that are killed, hang, leak, or do not even start: replaced, with nothing left of them. */
final class OrbDeaths {
  private static final Duration REPLACE_LIMIT = Duration.ofSeconds(90);

  /** As the stage sets it, and by how much a pause is longer than the one before. */
  private static final long RESTART_DELAY_MILLIS = 300;

  private static final int BACK_OFF = 4;

  /** The socket may break before the end is known. */
  private static final String REPLACED =
      "(off )?starting ready (starting )?starting\\(restarting\\) starting ready";

  private OrbDeaths() {}

  static List<FaultCase> all() {
    return List.of(
        FaultCase.of("orb-killed", OrbDeaths::killed),
        FaultCase.of("orb-hung", OrbDeaths::hung),
        FaultCase.of("orb-leaking", OrbDeaths::leaking),
        FaultCase.of("orb-exits-at-start", OrbDeaths::exitsAtStart),
        FaultCase.of("orb-crash-looping", OrbDeaths::crashLooping),
        FaultCase.of("host-killed", OrbDeaths::hostKilled));
  }

  private static void killed(Stage stage, Verdict verdict) throws Exception {
    signalled(stage, verdict, "KILL", List.of(Script.HONEST, Script.FULL), Machine.OrbPart::isOrb);
  }

  private static void hung(Stage stage, Verdict verdict) throws Exception {
    signalled(stage, verdict, "STOP", List.of(Script.HONEST, Script.FULL), Machine.OrbPart::isOrb);
  }

  private static void hostKilled(Stage stage, Verdict verdict) throws Exception {
    signalled(stage, verdict, "KILL", List.of(Script.FULL), Machine.OrbPart::isHost);
  }

  /** An orb at the manager and one as a process of the service meet the same end. */
  private static void signalled(
      Stage stage,
      Verdict verdict,
      String signal,
      List<Script> places,
      Predicate<Machine.OrbPart> victims)
      throws Exception {
    stage.withManager().open();
    Map<FaultRoom, Seen> before = new LinkedHashMap<>();
    for (Script place : places) {
      FaultRoom room = stage.readyRoom(verdict, place);
      Seen orb = room.orb();
      if (orb != null) {
        before.put(room, orb);
      }
    }
    verdict.that(before.size() == places.size(), "not every room had an orb");
    long began = System.nanoTime();
    for (Map.Entry<FaultRoom, Seen> entry : before.entrySet()) {
      List<Machine.OrbPart> parts =
          entry.getKey().partsOf(entry.getValue()).stream().filter(victims).toList();
      verdict.that(!parts.isEmpty(), "nothing to send a signal to");
      Machine.signal(signal, parts);
    }
    for (Map.Entry<FaultRoom, Seen> entry : before.entrySet()) {
      replaced(verdict, entry.getKey(), entry.getValue(), began);
    }
  }

  private static void replaced(Verdict verdict, FaultRoom room, Seen orb, long beganNanos)
      throws Exception {
    Seen next = room.awaitSuccessor(verdict, orb, REPLACE_LIMIT);
    Duration after = Duration.ofNanos(System.nanoTime() - beganNanos);
    verdict.within(
        Duration.ofSeconds(20),
        "nothing is left of " + orb.orbId(),
        () -> room.partsOf(orb).isEmpty());
    ManagerFaults.states(verdict, room, REPLACED);
    verdict.that(room.orbStays() == 2, "not two stays: " + room.orbEvents());
    verdict.that(room.count("error") == 1, "not one error: " + room.orbEvents());
    verdict.note(
        orb.place()
            + ": replaced after "
            + seconds(after)
            + ", restarts "
            + (next == null ? "?" : next.restarts())
            + ", "
            + room.orbEvents());
  }

  private static void leaking(Stage stage, Verdict verdict) throws Exception {
    stage.set("ORB_MAX_MEMORY_MB", "600").open();
    FaultRoom room = stage.room();
    stage.program().leaksUpTo(room.roomId(), 1);
    room.enter();
    room.awaitState(verdict, "ready", Stage.START_LIMIT);
    Seen orb = room.orb();
    long began = System.nanoTime();
    if (orb == null) {
      verdict.that(false, "no orb to leak");
      return;
    }
    replaced(verdict, room, orb, began);
    verdict.that(
        room.orbEvents().contains("over-memory"), "not for its memory: " + room.orbEvents());
  }

  private static void exitsAtStart(Stage stage, Verdict verdict) throws Exception {
    stage.open();
    FaultRoom room = stage.room();
    stage.program().exitsUpTo(room.roomId(), 1);
    room.enter();
    Duration ready = room.awaitState(verdict, "ready", Stage.START_LIMIT);
    ManagerFaults.states(verdict, room, "(off )?starting starting\\(restarting\\) starting ready");
    verdict.that(room.count("ai-orb-spawn-failed") == 1, "not told once: " + room.orbEvents());
    verdict.note("ready by the next one after " + seconds(ready) + ", " + room.orbEvents());
  }

  private static void crashLooping(Stage stage, Verdict verdict) throws Exception {
    stage.open();
    FaultRoom room = stage.room();
    stage.program().exitsUpTo(room.roomId(), 1_000);
    room.enter();
    room.awaitState(verdict, "unavailable(crashed)", Stage.START_LIMIT);
    List<Long> starts = stage.program().starts(room.roomId());
    verdict.that(starts.size() == 4, "started " + starts.size() + " times, not once and 3 more");
    long backOff = RESTART_DELAY_MILLIS;
    StringBuilder pauses = new StringBuilder();
    for (int i = 1; i < starts.size(); i++) {
      long pause = starts.get(i) - starts.get(i - 1);
      verdict.that(pause >= backOff, "tried again after " + pause + " ms, not " + backOff);
      backOff *= BACK_OFF;
      pauses.append(pauses.isEmpty() ? "" : ", ").append(pause);
    }
    Thread.sleep(3_000);
    verdict.that(
        stage.program().starts(room.roomId()).size() == starts.size(), "it is tried on and on");
    verdict.that(
        room.orbEvents().contains("failed too often"),
        "the main app was not told: " + room.orbEvents());
    stage.program().exitsUpTo(room.roomId(), 0);
    room.coach().control("start");
    Duration again = room.awaitState(verdict, "ready", Stage.START_LIMIT);
    verdict.note(
        "4 attempts, pauses of "
            + pauses
            + " ms, unavailable; started again by the coach: ready after "
            + seconds(again)
            + "; the coach saw "
            + room.coach().states());
  }
}
