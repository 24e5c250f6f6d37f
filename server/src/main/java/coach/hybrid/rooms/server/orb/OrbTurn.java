package coach.hybrid.rooms.server.orb;

import coach.hybrid.rooms.server.orb.OrbLife.After;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of {@link OrbLifecycle} while it is being made; nobody else ever sees it. */
final class OrbTurn {
  /** Seed 000 and DESIGN: asked at once, told after 5 s, made to after 15 s. */
  private static final Duration TERMINATE_AFTER = Duration.ofSeconds(5);

  private static final Duration KILL_AFTER = Duration.ofSeconds(15);
  private static final Duration KILL_FAILED_AFTER = Duration.ofSeconds(5);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(15);
  private static final Duration PURSUE_EVERY = Duration.ofSeconds(15);

  /** An orb that has done well for so long may fail as often again. */
  private static final Duration STABLE_AFTER = Duration.ofMinutes(10);

  /** Orbs have kill timers of their own; by then they are dead, whoever cannot be asked. */
  private static final Duration SURELY_DEAD = Duration.ofMinutes(5);

  private static final String AT_CAPACITY = "at-capacity";

  private static final List<OrbTimer> OF_A_LIFE =
      List.of(
          OrbTimer.START,
          OrbTimer.ABSENT,
          OrbTimer.CHECK,
          OrbTimer.UNRESPONSIVE,
          OrbTimer.LIFETIME,
          OrbTimer.IDLE,
          OrbTimer.EMPTY,
          OrbTimer.STABLE);
  private static final List<OrbTimer> OF_A_STOP =
      List.of(OrbTimer.TERMINATE, OrbTimer.KILL, OrbTimer.GIVE_UP);

  private final OrbRules rules;
  private final OrbNeed need;
  private final Instant now;
  private final List<OrbEffect> effects = new ArrayList<>();
  private OrbLife state;

  OrbTurn(OrbRules rules, OrbLife state, OrbNeed need, Instant now) {
    this.rules = rules;
    this.state = state;
    this.need = need;
    this.now = now;
  }

  OrbLife state() {
    return state;
  }

  OrbNeed need() {
    return need;
  }

  List<OrbEffect> effects() {
    return List.copyOf(effects);
  }

  /** Whether that orb is the one that may be in the room. */
  boolean isPresent(int generation) {
    return state.phase().admits() && unit().generation() == generation;
  }

  private OrbUnit unit() {
    return Objects.requireNonNull(state.unit());
  }

  private boolean isUnit(int generation) {
    OrbUnit unit = state.unit();
    return unit != null && unit.generation() == generation;
  }

  private boolean wanted() {
    return need.expected() && !state.dismissed();
  }

  private boolean mayStart() {
    return wanted() && need.coachHere() && !need.taken();
  }

  /** Brings the orb's life in line with how the room stands; at the end of every step. */
  void followNeed() {
    if (!need.expected() && state.dismissed()) {
      state = state.controlled(false, false); // Switched on again it starts afresh.
    }
    switch (state.phase()) {
      case OFF -> beginAfreshIf(mayStart());
      case DORMANT -> {
        if (!mayStart()) {
          rest(OrbPhase.OFF);
        } else {
          beginAfreshIf(need.heard());
        }
      }
      case UNAVAILABLE -> {
        if (!mayStart()) {
          rest(OrbPhase.OFF);
        }
      }
      case WAITING -> {
        if (!mayStart()) {
          effects.add(new OrbEffect.WithdrawRequest());
          rest(OrbPhase.OFF);
        }
      }
      case RESTING -> {
        if (!mayStart()) {
          cancel(List.of(OrbTimer.RETRY));
          rest(OrbPhase.OFF);
        }
      }
      case LAUNCHING, STARTING, READY -> {
        if (wanted()) {
          watchRoom();
        } else {
          stop(
              need.ended() ? "session_complete" : "room_cleanup",
              After.OFF,
              state.dismissed() ? "dismissed" : null);
        }
      }
      case STOPPING -> {
        // What is wanted by then is asked when it is gone.
      }
    }
  }

  private void rest(OrbPhase phase) {
    state = state.in(phase).because(state.dismissed() ? "dismissed" : null);
  }

  private void beginAfreshIf(boolean really) {
    if (really) {
      state = state.counting(0, 0);
      begin();
    }
  }

  private void watchRoom() {
    if (need.anybodyHere()) {
      cancel(List.of(OrbTimer.EMPTY));
    } else {
      set(OrbTimer.EMPTY, rules.timing().emptyGrace(), false);
    }
    if (need.heard()) {
      cancel(List.of(OrbTimer.IDLE));
    } else {
      set(OrbTimer.IDLE, rules.timing().idle(), false);
    }
  }

  // --- starting -------------------------------------------------------------------------------

  private void begin() {
    state = state.at(first());
    beginAgain();
  }

  void beginAgain() {
    state = state.because(null).in(OrbPhase.WAITING);
    effects.add(new OrbEffect.RequestSlot());
  }

  private OrbPlace first() {
    return rules.places().getFirst();
  }

  /** One that never came in says something about its place: the next one is tried elsewhere. */
  private void chooseNextPlace() {
    OrbPlace next = state.phase() == OrbPhase.READY ? null : rules.after(state.place());
    state = state.at(next == null ? first() : next);
  }

  void slotGranted() {
    if (state.phase() != OrbPhase.WAITING || !mayStart()) {
      effects.add(new OrbEffect.ReleaseSlot());
      if (state.phase() == OrbPhase.WAITING) {
        rest(OrbPhase.OFF);
      }
      return;
    }
    if (state.place() == first() || AT_CAPACITY.equals(state.reason())) {
      state = state.because(null);
    }
    launch();
  }

  void slotRefused() {
    if (state.phase() == OrbPhase.WAITING && !AT_CAPACITY.equals(state.reason())) {
      state = state.because(AT_CAPACITY);
      effects.add(new OrbEffect.TellSpawnFailed(AT_CAPACITY));
    }
  }

  private void launch() {
    int generation = state.generation() + 1;
    String orbId = state.idPrefix() + "-" + generation;
    OrbUnit unit = new OrbUnit(orbId, generation, state.place(), now, false, null, 0, null);
    state = state.with(unit).in(OrbPhase.LAUNCHING);
    effects.add(new OrbEffect.Launch(unit));
    set(OrbTimer.START, rules.timing().start(), true);
  }

  void launched(OrbEvent.Launched event) {
    if (isUnit(event.generation())) {
      state = state.withUnit(unit().launched(event));
      if (state.phase() == OrbPhase.LAUNCHING) {
        comeAlive(OrbPhase.STARTING);
        effects.add(new OrbEffect.TellSpawned(unit().orbId()));
        set(OrbTimer.START, rules.timing().start(), true);
      }
    } else {
      for (OrbUnit unit : state.doomed()) {
        if (unit.generation() == event.generation()) {
          effects.add(new OrbEffect.Terminate(unit.launched(event), true));
        }
      }
    }
  }

  void launchFailed(OrbEvent.LaunchFailed event) {
    if (isUnit(event.generation()) && state.phase() == OrbPhase.LAUNCHING) {
      String before = state.reason();
      state = state.because(before == null ? event.reason() : before + "; " + event.reason());
      cancel(List.of(OrbTimer.START));
      OrbPlace next = rules.after(state.place());
      if (next == null && before == null && state.place() != first()) {
        next = first(); // A restart began here; the places before have not had their turn.
      }
      tryElsewhere(mayStart() ? next : null, event.certain());
    } else if (event.certain()) {
      gone(event.generation(), event.reason());
    }
  }

  private void tryElsewhere(@Nullable OrbPlace next, boolean certain) {
    if (!certain) {
      // It may have been started all the same: it keeps its place until that is out of the world.
      OrbUnit uncertain = unit();
      state = state.doom();
      effects.add(new OrbEffect.Terminate(uncertain, true));
      set(OrbTimer.DOOMED, PURSUE_EVERY, false);
    }
    if (next == null) {
      if (certain) {
        effects.add(new OrbEffect.ReleaseSlot());
        state = state.with(null);
      }
      effects.add(new OrbEffect.Evict());
      effects.add(new OrbEffect.TellSpawnFailed(why()));
      cancel(OF_A_LIFE);
      state = state.at(first());
      retry();
    } else if (certain) {
      state = state.at(next);
      launch();
    } else {
      state = state.at(next).in(OrbPhase.WAITING);
      effects.add(new OrbEffect.RequestSlot());
    }
  }

  private String why() {
    return Objects.requireNonNullElse(state.reason(), "failed");
  }

  private void comeAlive(OrbPhase phase) {
    state = state.in(phase).because(null).withUnit(unit().living());
    Duration lived = Duration.between(unit().launchedAt(), now);
    set(OrbTimer.LIFETIME, rules.timing().maxLifetime().minus(lived), true);
    set(OrbTimer.CHECK, rules.timing().heartbeat(), true);
    set(OrbTimer.UNRESPONSIVE, rules.timing().unresponsive(), true);
  }

  void joined() {
    if (state.phase() == OrbPhase.LAUNCHING) { // It is faster than the answer to its launch.
      comeAlive(OrbPhase.READY);
      effects.add(new OrbEffect.TellSpawned(unit().orbId()));
    }
    state = state.in(OrbPhase.READY);
    cancel(List.of(OrbTimer.START, OrbTimer.ABSENT));
    set(OrbTimer.STABLE, STABLE_AFTER, false);
    heard();
    if (state.paused()) {
      effects.add(new OrbEffect.TellPaused(true));
    }
  }

  // --- living ---------------------------------------------------------------------------------

  void parted() {
    if (state.phase() == OrbPhase.READY) {
      set(OrbTimer.ABSENT, rules.timing().start(), false);
      effects.add(new OrbEffect.Probe(unit()));
    }
  }

  void heard() {
    set(OrbTimer.UNRESPONSIVE, rules.timing().unresponsive(), true);
  }

  void check() {
    effects.add(new OrbEffect.Probe(unit()));
    set(OrbTimer.CHECK, rules.timing().heartbeat(), true);
  }

  void excesses(int count) {
    state = state.counting(state.restarts(), count);
  }

  void stable() {
    state = state.counting(0, state.excesses());
  }

  void pause(boolean paused) {
    if (state.paused() != paused) {
      state = state.controlled(state.dismissed(), paused);
      if (state.phase() == OrbPhase.READY) {
        effects.add(new OrbEffect.TellPaused(paused));
      }
    }
  }

  void dismiss() {
    state = state.controlled(true, false);
  }

  void start() {
    state = state.controlled(false, state.paused());
    switch (state.phase()) {
      case UNAVAILABLE, DORMANT, RESTING -> {
        cancel(List.of(OrbTimer.RETRY));
        rest(OrbPhase.OFF); // The need begins it at the end of this step.
      }
      case STOPPING -> state = state.thenTo(After.OFF);
      case OFF, WAITING, LAUNCHING, STARTING, READY -> {
        // It is on its way, or the need begins it.
      }
    }
  }

  // --- stopping -------------------------------------------------------------------------------

  void stop(String reason, After after, @Nullable String shown) {
    cancel(OF_A_LIFE);
    state = state.in(OrbPhase.STOPPING).thenTo(after).because(shown);
    effects.add(new OrbEffect.AskToLeave(unit(), reason));
    set(OrbTimer.TERMINATE, TERMINATE_AFTER, true);
    set(OrbTimer.KILL, KILL_AFTER, true);
  }

  /** The present orb is of no use any more. */
  void fail(String why) {
    tellFailure(why);
    chooseNextPlace();
    cancel(OF_A_LIFE);
    state = state.in(OrbPhase.STOPPING).thenTo(After.RESTART).because(why);
    effects.add(new OrbEffect.AskToLeave(unit(), "room_cleanup"));
    effects.add(new OrbEffect.Terminate(unit(), false));
    set(OrbTimer.KILL, KILL_FAILED_AFTER, true);
  }

  private void tellFailure(String why) {
    effects.add(
        state.phase() == OrbPhase.READY
            ? new OrbEffect.TellRestarting(why)
            : new OrbEffect.TellSpawnFailed(why));
  }

  void terminate(boolean force) {
    effects.add(new OrbEffect.Terminate(unit(), force));
    if (force) {
      set(OrbTimer.GIVE_UP, GIVE_UP_AFTER, true);
    }
  }

  /** The call goes on without waiting for an orb that cannot be reached. */
  void giveUp() {
    state = state.doom();
    set(OrbTimer.DOOMED, PURSUE_EVERY, false);
    effects.add(new OrbEffect.Evict());
    arrive();
  }

  void gone(int generation, String why) {
    if (!isUnit(generation)) {
      List<OrbUnit> left =
          state.doomed().stream().filter(unit -> unit.generation() != generation).toList();
      if (left.size() < state.doomed().size()) {
        state = state.doomed(left);
        effects.add(new OrbEffect.ReleaseSlot());
      }
      return;
    }
    if (state.phase() != OrbPhase.STOPPING) {
      tellFailure(why);
      chooseNextPlace();
      state = state.thenTo(After.RESTART).because(why);
    }
    cancel(OF_A_LIFE);
    cancel(OF_A_STOP);
    state = state.with(null);
    effects.add(new OrbEffect.Evict());
    effects.add(new OrbEffect.ReleaseSlot());
    arrive();
  }

  private void arrive() {
    switch (state.after()) {
      case OFF -> rest(OrbPhase.OFF);
      case DORMANT -> state = state.in(OrbPhase.DORMANT);
      case UNAVAILABLE -> state = state.in(OrbPhase.UNAVAILABLE);
      case RESTART -> retry();
    }
  }

  private void retry() {
    if (!mayStart()) {
      rest(OrbPhase.OFF);
    } else if (state.restarts() < rules.timing().maxRestarts()) {
      set(OrbTimer.RETRY, rules.restartDelay(state.restarts()), true);
      state = state.in(OrbPhase.RESTING).counting(state.restarts() + 1, 0);
    } else {
      effects.add(new OrbEffect.TellGivenUp(why()));
      state = state.in(OrbPhase.UNAVAILABLE);
    }
  }

  void pursueDoomed() {
    Instant horizon = now.minus(rules.timing().maxLifetime()).minus(SURELY_DEAD);
    for (OrbUnit unit : state.doomed()) {
      if (unit.launchedAt().isBefore(horizon)) {
        gone(unit.generation(), "surely-dead");
      } else {
        effects.add(new OrbEffect.Terminate(unit, true));
      }
    }
    if (!state.doomed().isEmpty()) {
      set(OrbTimer.DOOMED, PURSUE_EVERY, true);
    }
  }

  // --- after a restart of the service ------------------------------------------------------------

  void restore() {
    pursueDoomed();
    OrbUnit unit = state.unit();
    if (unit != null) {
      restore(unit);
    } else if (state.phase() == OrbPhase.WAITING) {
      effects.add(new OrbEffect.RequestSlot());
    } else if (state.phase() == OrbPhase.RESTING) {
      set(OrbTimer.RETRY, rules.timing().restartDelay(), true);
    }
  }

  private void restore(OrbUnit unit) {
    OrbPhase phase = state.phase();
    boolean adopts =
        unit.place() == OrbPlace.GPU && (phase == OrbPhase.STARTING || phase == OrbPhase.READY);
    if (adopts) {
      comeAlive(phase);
      effects.add(new OrbEffect.Probe(unit));
      set(phase == OrbPhase.READY ? OrbTimer.ABSENT : OrbTimer.START, rules.timing().start(), true);
      return;
    }
    // A process of ours died with us; of an order nobody knows what became of it.
    After after = phase == OrbPhase.STOPPING ? state.after() : After.OFF;
    state = state.in(OrbPhase.STOPPING).thenTo(after);
    terminate(true);
  }

  private void set(OrbTimer timer, Duration delay, boolean anew) {
    effects.add(new OrbEffect.SetTimer(timer, delay.isNegative() ? Duration.ZERO : delay, anew));
  }

  private void cancel(List<OrbTimer> timers) {
    timers.forEach(timer -> effects.add(new OrbEffect.CancelTimer(timer)));
  }
}
