package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The end of every case: the call had no gap, the rooms end, and nothing of any orb is left. */
final class Curtain {
  /** Ten times the pace, for what the service loses on a machine that starts orbs all the time. */
  private static final long LONGEST_GAP_MILLIS = 2_000;

  private static final Duration STRAYS_LIMIT = Duration.ofSeconds(20);

  /** An order without an answer keeps its place for a minute, and is looked at every 15 s. */
  private static final Duration PLACES_LIMIT = Duration.ofSeconds(90);

  private static final Duration ORPHANS_LIMIT = Duration.ofSeconds(30);

  private Curtain() {}

  /** The second time there is nothing to do. */
  static void fall(Stage stage, Verdict verdict) throws Exception {
    if (stage.isOver()) {
      return;
    }
    stage.over();
    verdict.within(STRAYS_LIMIT, "only the present orbs run", () -> strays(stage).isEmpty());
    call(stage, verdict);
    for (FaultRoom room : stage.rooms()) {
      room.coach().expectLoss();
      room.client().expectLoss();
      room.end();
    }
    Duration took =
        verdict.within(PLACES_LIMIT, "active and waiting are 0", () -> stage.places() == 0);
    verdict.note("places free " + Verdict.seconds(took) + " after the end");
    orphans(stage, verdict);
  }

  /** Nothing of an orb may run by now. */
  static void orphans(Stage stage, Verdict verdict) throws Exception {
    verdict.within(
        ORPHANS_LIMIT,
        "no process of an orb is left",
        () -> Machine.partsOf(stage.roomIds()).isEmpty());
    List<Machine.OrbPart> left = Machine.partsOf(stage.roomIds());
    left.forEach(part -> verdict.that(false, "an orphan: " + part));
    verdict.countOrphans(left.size());
  }

  static void call(Stage stage, Verdict verdict) {
    long limit = LONGEST_GAP_MILLIS + verdict.controlGapMillis();
    for (FaultRoom room : stage.rooms()) {
      for (Human human : List.of(room.coach(), room.client())) {
        long gap = human.longestGapMillisSince(verdict.beganNanos());
        verdict.gap(gap);
        verdict.that(human.arrivals() > 0, "nothing was ever forwarded");
        verdict.that(human.lost() == 0, "a person's socket went");
        verdict.that(gap < limit, "a gap in the call of " + gap + " ms");
      }
    }
  }

  private static List<Machine.OrbPart> strays(Stage stage)
      throws IOException, InterruptedException {
    Set<String> present = new HashSet<>();
    for (FaultRoom room : stage.rooms()) {
      FaultRoom.Seen orb = room.orb();
      if (orb != null) {
        present.add(orb.orbId());
      }
    }
    return Machine.partsOf(stage.roomIds()).stream()
        .filter(part -> !present.contains(part.orbId()))
        .toList();
  }
}
