package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the fleet's places and passes what rooms ask for to whoever runs orbs, each call on a
 * thread of its own. Any thread may call; nothing is held while a room is told.
 */
public final class OrbFleet implements OrbPort, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(OrbFleet.class);

  /** A token outlives its orb by so much, for the sake of clocks. */
  private static final Duration TOKEN_MARGIN = Duration.ofMinutes(5);

  private final boolean enabled;
  private final OrbRules rules;
  private final Map<OrbPlace, OrbRunner> runners;
  private final OrbTokens tokens;
  private final Executor workers;
  private final Map<String, OrbCost> costs = new ConcurrentHashMap<>();
  private volatile boolean closing;

  /** Launches that are not answered yet: whoever asks for their end must ask again. */
  private final Set<String> launching = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final Map<String, OrbOwner> waiting = new HashMap<>();
  private FleetState state;

  public OrbFleet(
      boolean enabled,
      int limit,
      OrbRules rules,
      Map<OrbPlace, OrbRunner> runners,
      OrbTokens tokens,
      Executor workers) {
    this.enabled = enabled;
    this.rules = rules;
    this.runners = Map.copyOf(runners);
    this.tokens = tokens;
    this.workers = workers;
    this.state = FleetState.empty(limit);
  }

  @Override
  public boolean enabled() {
    return enabled;
  }

  @Override
  public OrbRules rules() {
    return rules;
  }

  /** How many places are taken, and how many rooms wait for one. */
  public synchronized FleetState places() {
    return state;
  }

  /** What that orb was last seen to take, or null. */
  public @Nullable OrbCost costOf(String orbId) {
    return costs.get(orbId);
  }

  @Override
  public void requestSlot(String roomId, OrbOwner owner) {
    OrbOwner granted;
    synchronized (this) {
      FleetState.Change change = state.requested(roomId);
      state = change.state();
      granted = change.granted().isEmpty() ? null : owner;
      if (granted == null) {
        waiting.put(roomId, owner);
      }
    }
    owner.happened(granted == null ? new OrbEvent.SlotRefused() : new OrbEvent.SlotGranted());
  }

  @Override
  public synchronized void withdrawRequest(String roomId) {
    state = state.withdrawn(roomId).state();
    waiting.remove(roomId);
  }

  @Override
  public synchronized void adoptSlots(int count) {
    state = state.adopted(count);
  }

  @Override
  public void releaseSlot() {
    OrbOwner next = null;
    synchronized (this) {
      if (state.taken() == 0) {
        log.error("a place for an orb was given back that nobody had");
        return;
      }
      FleetState.Change change = state.released();
      state = change.state();
      for (String roomId : change.granted()) {
        next = waiting.remove(roomId);
      }
    }
    if (next != null) {
      OrbOwner owner = next;
      workers.execute(() -> owner.happened(new OrbEvent.SlotGranted()));
    }
  }

  @Override
  public void launch(OrbOrder order, OrbOwner owner) {
    OrbUnit unit = order.unit();
    launching.add(unit.orbId());
    workers.execute(() -> {
      OrbEvent event = launchNow(order, owner);
      launching.remove(unit.orbId());
      owner.happened(event);
    });
  }

  private OrbEvent launchNow(OrbOrder order, OrbOwner owner) {
    OrbUnit unit = order.unit();
    OrbRunner runner = runners.get(unit.place());
    if (runner == null) {
      return new OrbEvent.LaunchFailed(unit.generation(), true, "nobody-runs-orbs");
    }
    Instant expiresAt = unit.launchedAt().plus(rules.timing().maxLifetime()).plus(TOKEN_MARGIN);
    try {
      Secret token = tokens.mint(order, expiresAt);
      return switch (runner.launch(order, token, new Watched(unit, owner))) {
        case OrbRunner.Launch.Started started ->
            new OrbEvent.Launched(
                unit.generation(), started.handle(), started.processId(), started.processStart());
        case OrbRunner.Launch.Failed failed ->
            new OrbEvent.LaunchFailed(unit.generation(), failed.certain(), failed.reason());
      };
    } catch (RuntimeException e) {
      log.error("orb {} could not be launched", unit.orbId(), e);
      return new OrbEvent.LaunchFailed(unit.generation(), false, "internal");
    }
  }

  @Override
  public void probe(OrbUnit unit, OrbOwner owner) {
    OrbRunner runner = runners.get(unit.place());
    if (runner != null) {
      workers.execute(() -> probeNow(unit, runner, owner));
    }
  }

  private void probeNow(OrbUnit unit, OrbRunner runner, OrbOwner owner) {
    switch (runner.probe(unit)) {
      case OrbRunner.Vital.Alive alive -> {
        OrbCost cost = alive.cost();
        if (unit.place() == OrbPlace.GPU) {
          // That a process exists says nothing of the orb in it; a manager that knows its orb does.
          owner.happened(new OrbEvent.Heard(unit.generation()));
        }
        if (cost != null) {
          measured(unit, cost);
          owner.happened(
              new OrbEvent.Measured(unit.generation(), cost.cpuPercent(), cost.memoryMegabytes()));
        }
      }
      case OrbRunner.Vital.Gone(String reason) -> gone(unit, reason, owner);
      case OrbRunner.Vital.Unknown _ -> log.warn("nobody answers for orb {}", unit.orbId());
    }
  }

  private void gone(OrbUnit unit, String reason, OrbOwner owner) {
    costs.remove(unit.orbId());
    owner.happened(new OrbEvent.Gone(unit.generation(), reason));
  }

  @Override
  public void terminate(OrbUnit unit, boolean force, OrbOwner owner) {
    OrbRunner runner = runners.get(unit.place());
    if (runner == null) {
      log.warn("orb {} is given up: nobody runs orbs at {} any more", unit.orbId(), unit.place());
      gone(unit, "nobody-runs-orbs", owner);
      return;
    }
    workers.execute(() -> {
      boolean pending = launching.contains(unit.orbId());
      if (runner.terminate(unit, force) && !pending) {
        gone(unit, "terminated", owner);
      }
    });
  }

  @Override
  public void tell(OrbUnit unit, String message) {
    OrbRunner runner = runners.get(unit.place());
    if (runner != null) {
      workers.execute(() -> runner.tell(unit, message));
    }
  }

  @Override
  public void measured(OrbUnit unit, OrbCost cost) {
    costs.put(unit.orbId(), cost);
  }

  /** Forgets what an orb cost that has ended by itself. */
  private final class Watched implements OrbOwner {
    private final OrbUnit unit;
    private final OrbOwner owner;

    Watched(OrbUnit unit, OrbOwner owner) {
      this.unit = unit;
      this.owner = owner;
    }

    @Override
    public void happened(OrbEvent event) {
      if (event instanceof OrbEvent.Gone) {
        costs.remove(unit.orbId());
      }
      if (!closing) { // Else it went with the service, and the next run of it starts another one.
        owner.happened(event);
      }
    }

    @Override
    public void said(int generation, String message) {
      owner.said(generation, message);
    }
  }

  /** Processes go with the service; orbs at a manager stay and are adopted again. */
  @Override
  public void close() {
    closing = true;
    runners.values().forEach(OrbRunner::close);
  }
}
