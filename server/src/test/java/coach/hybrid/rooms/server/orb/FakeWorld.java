package coach.hybrid.rooms.server.orb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rooms, the fleet, a GPU manager and processes in which everything that may go wrong does, in any
 * order: answers come late or never, orbs hang, managers are down or time out and start orbs all
 * the same, and the service dies between any two effects.
 */
final class FakeWorld {
  /** An orb that really lives. */
  record Living(int room, OrbUnit unit) {}

  static final class Scene {
    final int index;
    OrbLife state;
    boolean expected = true;
    boolean ended;
    boolean coach;
    boolean client;
    boolean heard;
    final Set<OrbTimer> timers = EnumSet.noneOf(OrbTimer.class);
    @Nullable String seat;
    int launches;

    Scene(int index) {
      this.index = index;
      this.state = OrbLife.none("orb-" + index);
    }

    OrbNeed need() {
      return new OrbNeed(
          expected && !ended, ended, coach && !ended, (coach || client) && !ended, heard, false);
    }
  }

  final Random random;
  final OrbLifecycle lifecycle;
  final List<Scene> scenes = new ArrayList<>();
  final Map<String, Living> living = new LinkedHashMap<>();
  final Map<String, Living> onTheWay = new HashMap<>();
  final List<String> story = new ArrayList<>();
  final int limit;
  FleetState fleet;
  boolean managerWell = true;
  Instant now = Instant.parse("2026-11-21T10:00:00Z");

  /** What the service has under way; lost when it dies. */
  List<Runnable> underWay = new ArrayList<>();

  private int effectsUntilCrash = -1;

  private static final class Crash extends RuntimeException {
    Crash() {
      super("crash", null, false, false);
    }
  }

  FakeWorld(long seed, int rooms, int limit) {
    this.random = new Random(seed);
    this.limit = limit;
    this.fleet = FleetState.empty(limit);
    this.lifecycle =
        new OrbLifecycle(
            new OrbRules(OrbFixtures.TIMING, List.of(OrbPlace.GPU, OrbPlace.PROCESS), 2_048, 50));
    for (int i = 0; i < rooms; i++) {
      scenes.add(new Scene(i));
    }
  }

  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  // --- the service ------------------------------------------------------------------------------

  void tell(Scene scene, OrbEvent event) {
    story.add(scene.index + " " + event);
    OrbLifecycle.Step step = lifecycle.step(scene.state, scene.need(), event, now);
    scene.state = step.state(); // Written before anything follows from it.
    for (OrbEffect effect : step.effects()) {
      if (effectsUntilCrash >= 0 && effectsUntilCrash-- == 0) {
        throw new Crash();
      }
      perform(scene, effect);
    }
  }

  void later(Scene scene, OrbEvent event) {
    underWay.add(() -> tell(scene, event));
  }

  private void perform(Scene scene, OrbEffect effect) {
    switch (effect) {
      case OrbEffect.RequestSlot _ -> change(fleet.requested("" + scene.index));
      case OrbEffect.WithdrawRequest _ -> change(fleet.withdrawn("" + scene.index));
      case OrbEffect.ReleaseSlot _ -> change(fleet.released());
      case OrbEffect.Launch(OrbUnit unit) -> launch(scene, unit);
      case OrbEffect.Probe(OrbUnit unit) -> probe(scene, unit);
      case OrbEffect.AskToLeave(OrbUnit unit, _) -> {
        if (chance(50)) {
          underWay.add(() -> end(unit.orbId(), "asked"));
        }
      }
      case OrbEffect.Terminate(OrbUnit unit, boolean force) ->
          underWay.add(() -> terminate(scene, unit, force));
      case OrbEffect.SetTimer(OrbTimer timer, _, _) -> scene.timers.add(timer);
      case OrbEffect.CancelTimer(OrbTimer timer) -> scene.timers.remove(timer);
      case OrbEffect.Evict _ -> scene.seat = null;
      case OrbEffect.TellPaused _,
          OrbEffect.TellSpawned _,
          OrbEffect.TellSpawnFailed _,
          OrbEffect.TellGivenUp _,
          OrbEffect.TellRestarting _ -> {
        // Only told.
      }
    }
  }

  private void change(FleetState.Change change) {
    fleet = change.state();
    change
        .granted()
        .forEach(room -> later(scenes.get(Integer.parseInt(room)), new OrbEvent.SlotGranted()));
    change
        .refused()
        .forEach(room -> later(scenes.get(Integer.parseInt(room)), new OrbEvent.SlotRefused()));
  }

  /** The service dies, perhaps in the middle of what follows from a step, and comes back. */
  void crash(Runnable lastWords) {
    effectsUntilCrash = random.nextInt(4);
    try {
      lastWords.run();
    } catch (Crash e) {
      story.add("between two effects");
    }
    effectsUntilCrash = -1;
    story.add("crash");
    underWay = new ArrayList<>();
    fleet = FleetState.empty(limit);
    for (Scene scene : scenes) {
      scene.timers.clear();
      scene.seat = chance(50) ? scene.seat : null;
    }
    // Hosts see the end of file, sooner or later.
    for (Living orb : List.copyOf(living.values())) {
      if (orb.unit().place() == OrbPlace.PROCESS && chance(70)) {
        living.remove(orb.unit().orbId());
      }
    }
    scenes.forEach(scene -> fleet = fleet.adopted(scene.state.slots()));
    scenes.forEach(scene -> tell(scene, new OrbEvent.Restored()));
  }

  // --- what runs orbs
  // -----------------------------------------------------------------------------

  private void launch(Scene scene, OrbUnit unit) {
    scene.launches++;
    Living orb = new Living(scene.index, unit);
    int generation = unit.generation();
    OrbEvent launched =
        new OrbEvent.Launched(generation, null, unit.place() == OrbPlace.GPU ? 0 : 100, now);
    if (unit.place() == OrbPlace.PROCESS) {
      if (chance(80)) {
        living.put(unit.orbId(), orb);
        later(scene, launched);
      } else {
        later(scene, new OrbEvent.LaunchFailed(generation, true, "no-such-program"));
      }
      return;
    }
    if (!managerWell) {
      later(scene, new OrbEvent.LaunchFailed(generation, true, "unreachable"));
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> later(scene, new OrbEvent.LaunchFailed(generation, false, "said-failed"));
      case 1 -> { // Too slow, and it starts all the same, now or some time.
        onTheWay.put(unit.orbId(), orb);
        later(scene, new OrbEvent.LaunchFailed(generation, false, "timeout"));
      }
      case 2 -> later(scene, launched); // A lie.
      case 3 -> onTheWay.put(unit.orbId(), orb); // No answer ever.
      default -> {
        living.put(unit.orbId(), orb);
        later(scene, launched);
      }
    }
  }

  private void probe(Scene scene, OrbUnit unit) {
    int generation = unit.generation();
    if (living.containsKey(unit.orbId())) {
      later(scene, new OrbEvent.Heard(generation));
      later(scene, new OrbEvent.Measured(generation, random.nextInt(80), random.nextInt(3_000)));
    } else if (managerWell || unit.place() == OrbPlace.PROCESS) {
      later(scene, new OrbEvent.Gone(generation, "not-there"));
    }
  }

  private void terminate(Scene scene, OrbUnit unit, boolean force) {
    if (unit.place() == OrbPlace.GPU && !managerWell) {
      return;
    }
    if (onTheWay.containsKey(unit.orbId())) {
      return; // The manager knows no such orb, yet; that is no answer.
    }
    if (!force && chance(50)) {
      return; // It hangs.
    }
    living.remove(unit.orbId());
    later(scene, new OrbEvent.Gone(unit.generation(), "terminated"));
  }

  /** An orb ends by itself; only of processes the service hears so. */
  void end(String orbId, String why) {
    Living orb = living.remove(orbId);
    if (orb != null && orb.unit().place() == OrbPlace.PROCESS) {
      later(scenes.get(orb.room()), new OrbEvent.Gone(orb.unit().generation(), why));
    }
  }

  void arriveLate(String orbId) {
    Living orb = onTheWay.remove(orbId);
    if (orb != null) {
      living.put(orbId, orb);
    }
  }

  void knock(Living orb) {
    Scene scene = scenes.get(orb.room());
    OrbUnit unit = orb.unit();
    if (!scene.state.admits(unit.orbId(), unit.generation())) {
      end(unit.orbId(), "refused"); // 4403: it exits.
      return;
    }
    if (scene.seat != null && !scene.seat.equals(unit.orbId())) {
      throw new AssertionError("two admitted orbs in room " + scene.index);
    }
    scene.seat = unit.orbId();
    tell(scene, new OrbEvent.Joined(unit.generation()));
  }

  void pass(Duration time) {
    now = now.plus(time);
    Instant horizon = now.minus(OrbFixtures.TIMING.maxLifetime());
    onTheWay.values().removeIf(orb -> orb.unit().launchedAt().isBefore(horizon));
    for (Living orb : List.copyOf(living.values())) {
      if (orb.unit().launchedAt().isBefore(horizon)) {
        end(orb.unit().orbId(), "own kill timer");
      }
    }
  }
}
