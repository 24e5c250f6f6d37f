package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.orb.OrbEffect;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbLife;
import coach.hybrid.rooms.server.orb.OrbLifecycle;
import coach.hybrid.rooms.server.orb.OrbNeed;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.orb.OrbTimer;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The room's orb: steps its life along, keeps its timers, and does what follows once that is
 * written. Only touched by the thread that drains the room's mailbox.
 */
final class Assisting {
  /** An orb that talks a lot is heard often enough. */
  private static final Duration HEARD_AT_MOST_EVERY = Duration.ofSeconds(1);

  private record Running(long serial, Timers.Timer timer) {}

  private final RoomSpec spec;
  private final OrbPort orbs;
  private final OrbLifecycle life;
  private final Clock clock;
  private final Timers timers;
  private final Effects effects;
  private final Seats seats;
  private final Seating seating;
  private final Lifecycle lifecycle;
  private final OrbOwner owner;
  private final Consumer<RoomCommand> self;
  private final Map<OrbTimer, Running> running = new EnumMap<>(OrbTimer.class);
  private OrbLife state;
  private OrbNeed need = OrbNeed.NONE;
  private boolean begun;
  private boolean present;
  private long timerSerial;
  private Instant heardAt = Instant.MIN;

  Assisting(
      RoomSpec spec,
      Instant createdAt,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Seating seating,
      Lifecycle lifecycle,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.orbs = ports.orbs();
    this.life = new OrbLifecycle(ports.orbs().rules());
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.effects = effects;
    this.seats = seats;
    this.seating = seating;
    this.lifecycle = lifecycle;
    this.self = self;
    this.owner = new Postbox(self);
    String since = Long.toString(createdAt.toEpochMilli(), 36);
    this.state = OrbLife.none("orb-" + spec.roomId() + "-" + since);
  }

  /** Where what runs orbs reports to, on any thread. */
  private record Postbox(Consumer<RoomCommand> room) implements OrbOwner {
    @Override
    public void happened(OrbEvent event) {
      room.accept(new RoomCommand.OrbHappened(event));
    }

    @Override
    public void said(int generation, String message) {
      room.accept(new RoomCommand.OrbSaid(generation, message));
    }
  }

  OrbLife state() {
    return state;
  }

  void restore(@Nullable OrbLife stored) {
    if (stored != null) {
      state = stored;
      orbs.adoptSlots(stored.slots()); // Before any room asks for one.
    }
  }

  /** The room is new: from now on its need counts. */
  void begin() {
    begun = true;
  }

  /** The room is back after a restart, its seats are restored. */
  void comeBack() {
    begun = true;
    need = describeNeed();
    step(new OrbEvent.Restored());
  }

  /** Whether this socket may sit down, as far as orbs go; anybody else may. */
  boolean admits(Entrant entrant) {
    OrbPass pass = entrant.orb();
    return pass == null
        ? entrant.type() != ParticipantType.AI || state.unit() == null
        : state.admits(pass.orbId(), pass.generation());
  }

  /** A command is through; perhaps the room stands otherwise now. */
  void review() {
    if (!begun) {
      return;
    }
    OrbNeed now = describeNeed();
    if (!now.equals(need)) {
      need = now;
      step(new OrbEvent.NeedChanged());
    }
    OrbUnit unit = state.unit();
    Seat seat = seats.of(spec.orbUserId());
    boolean sits =
        unit != null
            && seat != null
            && seat.outbox() != null
            && seat.orbGeneration() == unit.generation();
    if (sits != present) {
      present = sits;
      int generation = state.generation();
      step(sits ? new OrbEvent.Joined(generation) : new OrbEvent.Parted(generation));
    }
  }

  private OrbNeed describeNeed() {
    boolean ended = lifecycle.status() == RoomStatus.ENDED;
    Seat orb = seats.of(spec.orbUserId());
    return new OrbNeed(
        orbs.enabled() && !ended && lifecycle.settings().expectsOrb(),
        ended,
        seats.of(spec.userIdOf(Role.COACH)) != null,
        seats.anybody(),
        seats.anybodyHeard(),
        orb != null && orb.orbGeneration() == 0);
  }

  void happened(OrbEvent event) {
    step(event);
  }

  void timerFired(OrbTimer timer, long serial) {
    Running set = running.get(timer);
    if (set != null && set.serial() == serial) {
      running.remove(timer);
      step(new OrbEvent.TimerFired(timer));
    }
  }

  /** Any message from the orb in its seat. */
  void heard(Seat seat) {
    Instant now = clock.instant();
    if (seat.orbGeneration() > 0 && heardAt.plus(HEARD_AT_MOST_EVERY).isBefore(now)) {
      heardAt = now;
      step(new OrbEvent.Heard(seat.orbGeneration()));
    }
  }

  /** The main app or the coach does not want it any more; false if there is no such orb. */
  boolean dismiss(String orbId) {
    OrbUnit unit = state.unit();
    boolean known = unit != null && unit.orbId().equals(orbId);
    if (known) {
      step(new OrbEvent.Dismiss());
    }
    return known;
  }

  void said(int generation, String message) {
    step(new OrbEvent.Heard(generation));
  }

  private void step(OrbEvent event) {
    if (!begun) {
      return; // Of an orb from before a restart; it is asked again in a moment.
    }
    OrbLifecycle.Step step = life.step(state, need, event, clock.instant());
    state = step.state();
    step.effects().forEach(this::perform);
  }

  private void perform(OrbEffect effect) {
    switch (effect) {
      case OrbEffect.RequestSlot _ -> effects.then(() -> orbs.requestSlot(spec.roomId(), owner));
      case OrbEffect.WithdrawRequest _ -> effects.then(() -> orbs.withdrawRequest(spec.roomId()));
      case OrbEffect.ReleaseSlot _ -> effects.then(orbs::releaseSlot);
      case OrbEffect.Launch(OrbUnit unit) -> {
        OrbOrder order = order(unit);
        effects.then(() -> orbs.launch(order, owner));
      }
      case OrbEffect.Probe(OrbUnit unit) -> effects.then(() -> orbs.probe(unit, owner));
      case OrbEffect.AskToLeave(OrbUnit unit, String reason) -> askToLeave(unit, reason);
      case OrbEffect.Terminate(OrbUnit unit, boolean force) ->
          effects.then(() -> orbs.terminate(unit, force, owner));
      case OrbEffect.TellPaused(boolean paused) -> tellPaused(paused);
      case OrbEffect.Evict _ -> seating.evictOrb(spec.orbUserId());
      case OrbEffect.TellSpawned(String orbId) ->
          effects.emit(new RoomEvent.OrbSpawned(spec.roomId(), clock.instant(), orbId));
      case OrbEffect.TellSpawnFailed(String reason) ->
          effects.emit(new RoomEvent.OrbSpawnFailed(spec.roomId(), clock.instant(), reason));
      case OrbEffect.TellRestarting(String reason) ->
          effects.emit(failure("The assistant failed (" + reason + ") and is being replaced."));
      case OrbEffect.TellGivenUp(String reason) ->
          effects.emit(failure("The assistant failed too often (" + reason + ")."));
      case OrbEffect.SetTimer(OrbTimer timer, Duration delay, boolean anew) ->
          set(timer, delay, anew);
      case OrbEffect.CancelTimer(OrbTimer timer) -> cancel(timer);
    }
  }

  private RoomEvent failure(String message) {
    return new RoomEvent.Failed(spec.roomId(), clock.instant(), RoomEvent.Failed.ORB, message);
  }

  private OrbOrder order(OrbUnit unit) {
    RoomSpec.OrbSpec wanted = lifecycle.settings().orb();
    return new OrbOrder(
        unit,
        spec.roomId(),
        spec.sessionId(),
        spec.coach().userId(),
        spec.client().userId(),
        wanted.personality(),
        wanted.voiceModel());
  }

  private void askToLeave(OrbUnit unit, String reason) {
    say(unit, "{\"type\":\"shutdown_graceful\",\"reason\":\"" + reason + "\"}");
  }

  private void tellPaused(boolean paused) {
    OrbUnit unit = state.unit();
    if (unit != null) {
      say(unit, "{\"type\":\"orb-control\",\"action\":\"" + (paused ? "pause" : "resume") + "\"}");
    }
  }

  /** Over its socket, and over its process channel if it has one. */
  private void say(OrbUnit unit, String message) {
    Outbox outbox = seating.orbSocket();
    if (outbox != null) {
      effects.send(outbox, message);
    }
    effects.then(() -> orbs.tell(unit, message));
  }

  private void set(OrbTimer timer, Duration delay, boolean anew) {
    if (running.containsKey(timer) && !anew) {
      return;
    }
    cancel(timer);
    long serial = ++timerSerial;
    Timers.Timer set =
        timers.schedule(delay, () -> self.accept(new RoomCommand.OrbTimerFired(timer, serial)));
    running.put(timer, new Running(serial, set));
  }

  private void cancel(OrbTimer timer) {
    Running set = running.remove(timer);
    if (set != null) {
      set.timer().cancel();
    }
  }
}
