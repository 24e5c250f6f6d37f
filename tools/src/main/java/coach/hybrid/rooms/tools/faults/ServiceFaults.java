package coach.hybrid.rooms.tools.faults;

import static coach.hybrid.rooms.tools.faults.Verdict.seconds;

import coach.hybrid.rooms.tools.faults.FaultRoom.Seen;
import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import java.time.Duration;
import java.util.List;

/** The service is killed, is stopped, or ends a room: orbs follow it, or wait for it to be back. */
final class ServiceFaults {
  private static final Duration HOST_LIMIT = Duration.ofSeconds(20);
  private static final Duration LEAVE_LIMIT = Duration.ofSeconds(30);

  private ServiceFaults() {}

  static List<FaultCase> all() {
    return List.of(
        FaultCase.of("service-killed", ServiceFaults::killed),
        FaultCase.of("service-stopped", ServiceFaults::stopped),
        FaultCase.of("room-ended", ServiceFaults::roomEnded));
  }

  private static void killed(Stage stage, Verdict verdict) throws Exception {
    stage.withManager().open();
    FaultRoom remote = stage.readyRoom(verdict, Script.HONEST);
    FaultRoom local = stage.readyRoom(verdict, Script.FULL);
    Seen remoteOrb = remote.orb();
    Seen localOrb = local.orb();
    FaultRoom ordering = stage.room(Script.LINGERING);
    ordering.enter();
    ordering.awaitState(verdict, "starting", LEAVE_LIMIT);
    Curtain.call(stage, verdict);
    if (remoteOrb == null || localOrb == null) {
      verdict.that(false, "not every room had an orb");
      return;
    }
    for (FaultRoom room : stage.rooms()) {
      room.coach().expectLoss();
      room.client().expectLoss();
    }
    stage.service().kill();
    Duration own =
        verdict.within(
            HOST_LIMIT,
            "the process orb ends with the service",
            () -> Machine.partsOf(local.roomId()).isEmpty());
    stage.service().start();
    for (FaultRoom room : stage.rooms()) {
      boolean resumed = room.coach().join();
      verdict.that(resumed, "the coach's seat was not there any more");
      room.client().join();
    }
    Duration back = remote.awaitState(verdict, "ready", LEAVE_LIMIT);
    Seen adopted = remote.orb();
    verdict.that(
        remoteOrb.equals(adopted), "not re-adopted: before " + remoteOrb + ", now " + adopted);
    local.awaitSuccessor(verdict, localOrb, Stage.START_LIMIT);
    ordering.awaitState(verdict, "ready", Stage.START_LIMIT);
    verdict.note(
        "the process orb ended itself after "
            + seconds(own)
            + ", the manager's was re-adopted "
            + seconds(back)
            + " after the coach was back; at the manager "
            + remote.orbEvents()
            + "; process "
            + local.orbEvents()
            + "; being ordered "
            + ordering.orbEvents());
  }

  private static void stopped(Stage stage, Verdict verdict) throws Exception {
    stage.withManager().open();
    FaultRoom remote = stage.readyRoom(verdict, Script.HONEST);
    FaultRoom local = stage.readyRoom(verdict, Script.FULL);
    FaultRoom starting = stage.room(Script.FULL);
    starting.enter();
    starting.awaitState(verdict, "starting", LEAVE_LIMIT);
    Curtain.call(stage, verdict);
    stage.over();
    for (FaultRoom room : stage.rooms()) {
      room.forget();
    }
    long began = System.nanoTime();
    stage.service().stop();
    Duration stop = Duration.ofNanos(System.nanoTime() - began);
    for (FaultRoom room : List.of(local, starting)) {
      List<Machine.OrbPart> left = Machine.partsOf(room.roomId());
      verdict.that(left.isEmpty(), "left by the stopped service: " + left);
    }
    verdict.within(
        LEAVE_LIMIT,
        "the manager's orb ends without a service",
        () -> Machine.partsOf(remote.roomId()).isEmpty());
    verdict.note(
        "stopped after "
            + seconds(stop)
            + " with its processes gone; the manager's orb gone "
            + seconds(Duration.ofNanos(System.nanoTime() - began))
            + " after the signal");
    Curtain.orphans(stage, verdict);
  }

  private static void roomEnded(Stage stage, Verdict verdict) throws Exception {
    stage.withManager().open();
    FaultRoom remote = stage.readyRoom(verdict, Script.HONEST);
    FaultRoom local = stage.readyRoom(verdict, Script.FULL);
    FaultRoom ordered = stage.room(Script.LINGERING);
    FaultRoom started = stage.room(Script.FULL);
    ordered.enter();
    started.enter();
    ordered.awaitState(verdict, "starting", LEAVE_LIMIT);
    verdict.within(
        LEAVE_LIMIT, "the process is started", () -> !Machine.partsOf(started.roomId()).isEmpty());
    Thread.sleep(400); // Messages flow, and neither orb has joined.
    verdict.that(!ordered.coach().state().equals("ready"), "an orb was ready too soon");
    Curtain.call(stage, verdict);
    StringBuilder note = new StringBuilder("nothing left after the end");
    long began = System.nanoTime();
    for (FaultRoom room : stage.rooms()) {
      room.coach().expectLoss();
      room.client().expectLoss();
      room.end();
    }
    for (FaultRoom room : List.of(remote, local, ordered, started)) {
      verdict.within(
          LEAVE_LIMIT,
          "nothing is left of the orb of an ended room",
          () -> Machine.partsOf(room.roomId()).isEmpty());
      verdict.that(room.orbStays() <= 1 && room.count("error") == 0, "told: " + room.orbEvents());
      note.append(' ').append(seconds(Duration.ofNanos(System.nanoTime() - began)));
    }
    verdict.note(note + " (ready at the manager, ready process, launching at both)");
  }
}
