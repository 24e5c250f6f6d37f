package coach.hybrid.rooms.tools.faults;

import static coach.hybrid.rooms.tools.faults.Verdict.seconds;

import coach.hybrid.rooms.tools.faults.ScriptedManager.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Nine coaches come at once where eight orbs may live. */
final class CapacityFaults {
  private static final int LIMIT = 8;
  private static final Duration EVERYBODY_LIMIT = Duration.ofMinutes(2);
  private static final long LOOK_MILLIS = 100;

  private CapacityFaults() {}

  static List<FaultCase> all() {
    return List.of(new FaultCase("nine-coaches", OrbFaults.PLACES, CapacityFaults::nine));
  }

  private static void nine(Stage stage, Verdict verdict) throws Exception {
    stage
        .set("MAX_CONCURRENT_ORBS", Integer.toString(LIMIT))
        .set("ORB_START_TIMEOUT", "90s")
        .withManager()
        .open();
    List<FaultRoom> rooms = new ArrayList<>();
    for (int i = 0; i <= LIMIT; i++) {
      rooms.add(stage.room(i % 2 == 0 ? Script.HONEST : Script.FULL));
    }
    AtomicInteger most = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    Thread looking = Thread.ofVirtual().start(() -> count(stage, most, over));
    try {
      crowd(verdict, rooms, most);
    } finally {
      over.set(true);
      looking.join();
    }
    verdict.that(most.get() <= LIMIT, most + " orbs ran at once");
    verdict.note("never more than " + most + " orbs ran at once");
  }

  private static void crowd(Verdict verdict, List<FaultRoom> rooms, AtomicInteger most)
      throws Exception {
    List<Thread> arrivals = new ArrayList<>();
    for (FaultRoom room : rooms) {
      arrivals.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  room.enter();
                } catch (Exception e) {
                  verdict.that(false, "could not enter: " + e);
                }
              }));
    }
    for (Thread arrival : arrivals) {
      arrival.join();
    }
    Duration ready =
        verdict.within(
            EVERYBODY_LIMIT, "eight orbs are ready", () -> showing(rooms, "ready") == LIMIT);
    verdict.that(
        showing(rooms, "unavailable(at-capacity)") == 1, "the ninth was not told at-capacity");
    verdict.note(LIMIT + " ready after " + seconds(ready) + ", one told at-capacity");
    FaultRoom ninth =
        rooms.stream().filter(room -> !room.coach().state().equals("ready")).findFirst().get();
    FaultRoom first = rooms.stream().filter(room -> room != ninth).findFirst().get();
    first.coach().expectLoss();
    first.client().expectLoss();
    first.end();
    Duration after = ninth.awaitState(verdict, "ready", EVERYBODY_LIMIT);
    verdict.that(most.get() == LIMIT, "only " + most + " orbs ran at once");
    verdict.note("the ninth has one " + seconds(after) + " after another room's end");
    ManagerFaults.states(
        verdict, ninth, "(off )?(starting )?unavailable\\(at-capacity\\) starting ready");
  }

  private static long showing(List<FaultRoom> rooms, String state) {
    return rooms.stream().filter(room -> room.coach().state().equals(state)).count();
  }

  private static void count(Stage stage, AtomicInteger most, AtomicBoolean over) {
    while (!over.get()) {
      Set<String> running =
          Machine.partsOf(stage.roomIds()).stream()
              .filter(Machine.OrbPart::isOrb)
              .map(Machine.OrbPart::orbId)
              .collect(Collectors.toSet());
      most.accumulateAndGet(running.size(), Math::max);
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
