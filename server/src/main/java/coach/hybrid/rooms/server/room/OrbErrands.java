package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.json.OrbCodec;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.server.orb.OrbEffect;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbOrder;
import coach.hybrid.rooms.server.orb.OrbOwner;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.orb.OrbTimer;
import coach.hybrid.rooms.server.orb.OrbUnit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what follows from a step of the orb's life: calls to whoever runs orbs, timers, events. Only
 * touched by the thread that drains the room's mailbox.
 */
final class OrbErrands {
  private record Running(long serial, Instant at, Timers.Timer timer) {}

  private final RoomSpec spec;
  private final OrbPort orbs;
  private final Clock clock;
  private final Timers timers;
  private final Effects effects;
  private final Seating seating;
  private final Lifecycle lifecycle;
  private final OrbOwner owner;
  private final Consumer<RoomCommand> self;
  private final Map<OrbTimer, Running> running = new EnumMap<>(OrbTimer.class);
  private long timerSerial;

  OrbErrands(
      RoomSpec spec,
      RoomPorts ports,
      Effects effects,
      Seating seating,
      Lifecycle lifecycle,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.orbs = ports.orbs();
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.effects = effects;
    this.seating = seating;
    this.lifecycle = lifecycle;
    this.owner = new Postbox(self);
    this.self = self;
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

  /**
   * Once what it follows from is written.
   *
   * @param unit the present orb
   */
  void run(OrbEffect effect, @Nullable OrbUnit unit) {
    switch (effect) {
      case OrbEffect.RequestSlot _ -> effects.then(() -> orbs.requestSlot(spec.roomId(), owner));
      case OrbEffect.WithdrawRequest _ -> effects.then(() -> orbs.withdrawRequest(spec.roomId()));
      case OrbEffect.ReleaseSlot _ -> effects.then(orbs::releaseSlot);
      case OrbEffect.Launch(OrbUnit wanted) -> {
        OrbOrder order = order(wanted);
        effects.then(() -> orbs.launch(order, owner));
      }
      case OrbEffect.Probe(OrbUnit asked) -> effects.then(() -> orbs.probe(asked, owner));
      case OrbEffect.AskToLeave(OrbUnit leaving, String reason) ->
          say(leaving, new OrbCommand.ShutDown(reason));
      case OrbEffect.Terminate(OrbUnit ending, boolean force) ->
          effects.then(() -> orbs.terminate(ending, force, owner));
      case OrbEffect.TellPaused(boolean paused) -> tellPaused(paused, unit);
      case OrbEffect.Evict _ -> seating.dismissal().evictOrb(spec.orbUserId());
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

  private void tellPaused(boolean paused, @Nullable OrbUnit unit) {
    if (unit != null) {
      say(unit, paused ? new OrbCommand.Pause() : new OrbCommand.Resume());
    }
  }

  /** Over its socket, and over its process channel if it has one. */
  void say(OrbUnit unit, OrbCommand command) {
    String message = OrbCodec.encode(command);
    Outbox outbox = seating.orbSocket();
    if (outbox != null) {
      effects.send(outbox, message);
    }
    effects.then(() -> orbs.tell(unit, message));
  }

  /** Whether this timer is still set; it is not any more then. */
  boolean isDue(OrbTimer timer, long serial) {
    Running set = running.get(timer);
    boolean due = set != null && set.serial() == serial;
    if (due) {
      running.remove(timer);
    }
    return due;
  }

  private void set(OrbTimer timer, Duration delay, boolean anew) {
    if (running.containsKey(timer) && !anew) {
      return;
    }
    cancel(timer);
    long serial = ++timerSerial;
    Timers.Timer set =
        timers.schedule(delay, () -> self.accept(new RoomCommand.OrbTimerFired(timer, serial)));
    running.put(timer, new Running(serial, clock.instant().plus(delay), set));
  }

  /** What its life waits for now. */
  List<RoomLinks.Alarm> alarms() {
    return running.entrySet().stream()
        .map(set -> new RoomLinks.Alarm(nameOf(set.getKey()), set.getValue().at()))
        .toList();
  }

  private static String nameOf(OrbTimer timer) {
    return "orb-" + timer.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void cancel(OrbTimer timer) {
    Running set = running.remove(timer);
    if (set != null) {
      set.timer().cancel();
    }
  }
}
