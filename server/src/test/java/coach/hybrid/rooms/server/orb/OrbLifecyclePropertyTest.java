package coach.hybrid.rooms.server.orb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.server.orb.FakeWorld.Living;
import coach.hybrid.rooms.server.orb.FakeWorld.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens in whatever order: never two admitted orbs in a room, never more than the limit,
 * never one left behind. A failure names its seed and tells its story.
 */
class OrbLifecyclePropertyTest {
  private static final int RUNS = 1_000;
  private static final int STEPS = 250;
  private static final int LAST_ROUNDS = 600;

  @Test
  void noOrderOfEventsBreaksAPromise() {
    Map<OrbPhase, Integer> seen = new TreeMap<>();
    int launches = 0;
    for (long seed = 1; seed <= RUNS; seed++) {
      FakeWorld world = new FakeWorld(seed, 1 + (int) (seed % 5), 1 + (int) (seed % 3));
      try {
        live(world, seen);
        windUp(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ":\n" + String.join("\n", world.story), e);
      }
      launches += world.scenes.stream().mapToInt(scene -> scene.launches).sum();
    }
    assertEquals(Set.of(OrbPhase.values()), seen.keySet(), "every phase has been lived through");
    assertTrue(launches > RUNS * 3, () -> "the runs are about orbs: " + seen);
  }

  private static void live(FakeWorld world, Map<OrbPhase, Integer> seen) {
    for (int i = 0; i < STEPS; i++) {
      Scene scene = world.any(world.scenes);
      if (world.chance(2)) {
        world.crash(() -> happen(world, scene));
      } else {
        happen(world, scene);
      }
      holds(world);
      world.scenes.forEach(each -> seen.merge(each.state.phase(), 1, Integer::sum));
    }
  }

  private static void holds(FakeWorld world) {
    assertTrue(
        world.living.size() <= world.limit,
        () -> world.living.size() + " orbs live of " + world.limit);
    for (Scene scene : world.scenes) {
      long admitted =
          world.living.values().stream()
              .filter(orb -> orb.room() == scene.index)
              .filter(orb -> scene.state.admits(orb.unit().orbId(), orb.unit().generation()))
              .count();
      assertTrue(admitted <= 1, "two orbs may come in");
    }
  }

  private static void happen(FakeWorld world, Scene scene) {
    switch (world.random.nextInt(16)) {
      case 0 -> scene.coach = !scene.coach;
      case 1 -> scene.client = !scene.client;
      case 2 -> scene.heard = !scene.heard;
      case 3 -> scene.expected = world.chance(80);
      case 4 -> scene.ended |= world.chance(5);
      case 5 -> world.managerWell = world.chance(70);
      case 6 ->
          world.tell(
              scene,
              world.any(
                  List.of(
                      new OrbEvent.Start(),
                      new OrbEvent.Pause(),
                      new OrbEvent.Resume(),
                      new OrbEvent.Dismiss())));
      case 7 -> world.pass(Duration.ofSeconds(world.random.nextInt(600)));
      case 8 -> {
        if (!world.onTheWay.isEmpty()) {
          world.arriveLate(world.any(List.copyOf(world.onTheWay.keySet())));
        }
      }
      case 9, 10 -> someOrbActs(world);
      case 11, 12 -> fireAny(world, scene);
      default -> runAny(world);
    }
    world.tell(scene, new OrbEvent.NeedChanged());
  }

  private static void someOrbActs(FakeWorld world) {
    if (world.living.isEmpty()) {
      return;
    }
    Living orb = world.any(List.copyOf(world.living.values()));
    Scene scene = world.scenes.get(orb.room());
    switch (world.random.nextInt(5)) {
      case 0 -> world.end(orb.unit().orbId(), "crashed");
      case 1 -> {
        if (orb.unit().orbId().equals(scene.seat)) {
          scene.seat = null;
          world.tell(scene, new OrbEvent.Parted(orb.unit().generation()));
        }
      }
      default -> world.knock(orb);
    }
  }

  private static void fireAny(FakeWorld world, Scene scene) {
    if (!scene.timers.isEmpty()) {
      OrbTimer timer = world.any(List.copyOf(scene.timers));
      scene.timers.remove(timer);
      world.tell(scene, new OrbEvent.TimerFired(timer));
    }
  }

  private static void runAny(FakeWorld world) {
    if (!world.underWay.isEmpty()) {
      world.underWay.remove(world.random.nextInt(world.underWay.size())).run();
    }
  }

  /** All rooms end, the manager is well again, and time goes by. */
  private static void windUp(FakeWorld world) {
    world.managerWell = true;
    for (Scene scene : world.scenes) {
      scene.ended = true;
      world.tell(scene, new OrbEvent.NeedChanged());
    }
    for (int i = 0; i < LAST_ROUNDS; i++) {
      List.copyOf(world.onTheWay.keySet()).forEach(world::arriveLate);
      while (!world.underWay.isEmpty()) {
        runAny(world);
        holds(world);
      }
      world.scenes.forEach(scene -> fireAny(world, scene));
      holds(world);
    }
    assertEquals(Map.of(), world.living, "nobody is left behind");
    assertEquals(0, world.fleet.taken(), "every place is given back");
    assertEquals(List.of(), world.fleet.waiting());
    for (Scene scene : world.scenes) {
      assertEquals(0, scene.state.slots());
      assertEquals(OrbPhase.OFF, scene.state.phase());
      assertEquals(Set.of(), scene.timers, "no timer runs for nothing");
    }
  }
}
