package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.ErrorCode;
import coach.hybrid.rooms.protocol.OrbAction;
import coach.hybrid.rooms.protocol.OrbState;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.ProtocolException;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.protocol.ServerMessage.ConsentChanged;
import coach.hybrid.rooms.protocol.ServerMessage.OrbStateChanged;
import coach.hybrid.rooms.protocol.ServerMessage.Refused;
import coach.hybrid.rooms.protocol.json.OrbCodec;
import coach.hybrid.rooms.protocol.orb.OrbCommand;
import coach.hybrid.rooms.protocol.orb.OrbReport;
import coach.hybrid.rooms.server.orb.OrbEvent;
import coach.hybrid.rooms.server.orb.OrbLife;
import coach.hybrid.rooms.server.orb.OrbLifecycle;
import coach.hybrid.rooms.server.orb.OrbNeed;
import coach.hybrid.rooms.server.orb.OrbPhase;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.orb.OrbTimer;
import coach.hybrid.rooms.server.orb.OrbUnit;
import coach.hybrid.rooms.server.orb.OrbView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room's orb: steps its life along with the room's need, and shows how it stands. Only touched
 * by the thread that drains the room's mailbox.
 */
final class Assisting {
  private static final Logger log = LoggerFactory.getLogger(Assisting.class);

  /** An orb that talks a lot is heard often enough. */
  private static final Duration HEARD_AT_MOST_EVERY = Duration.ofSeconds(1);

  private static final Duration SHARE_AT_MOST_EVERY = Duration.ofSeconds(5);

  private final RoomSpec spec;
  private final OrbPort orbs;
  private final OrbLifecycle life;
  private final Clock clock;
  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Measures measures;
  private final Lifecycle lifecycle;
  private final Closing closing;
  private final Announcer announcer;
  private final OrbErrands errands;
  private final OrbReports reports;
  private OrbLife state;
  private OrbNeed need = OrbNeed.NONE;
  private boolean begun;
  private boolean present;
  private Instant heardAt = Instant.EPOCH;
  private Instant toldAt = Instant.EPOCH;
  private List<String> toldPeople = List.of();

  Assisting(
      RoomSpec spec,
      Instant createdAt,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Consents consents,
      Measures measures,
      Seating seating,
      Lifecycle lifecycle,
      Closing closing,
      Announcer announcer,
      Transcribing transcribing,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.orbs = ports.orbs();
    this.life = new OrbLifecycle(ports.orbs().rules());
    this.clock = ports.clock();
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.measures = measures;
    this.lifecycle = lifecycle;
    this.closing = closing;
    this.announcer = announcer;
    this.errands = new OrbErrands(spec, ports, effects, seating, lifecycle, self);
    this.reports = new OrbReports(spec, ports, effects, closing, transcribing);
    String since = Long.toString(createdAt.toEpochMilli(), 36);
    this.state = OrbLife.none("orb-" + spec.roomId() + "-" + since);
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
    if (state.unit() == null) {
      closing.orbHasSpoken();
    }
    tellParticipants();
    tellState();
  }

  /** Seed 003's {@code update_participants}. */
  private void tellParticipants() {
    OrbUnit unit = state.unit();
    List<String> people =
        seats.all().stream()
            .filter(seat -> seat.type() == ParticipantType.HUMAN)
            .map(Seat::userId)
            .toList();
    if (unit == null || state.phase() != OrbPhase.READY) {
      toldPeople = List.of();
    } else if (!people.equals(toldPeople)) {
      toldPeople = people;
      errands.say(unit, new OrbCommand.UpdateParticipants(people));
    }
  }

  /** The share alone changes with every word; it is told now and then. */
  private void tellState() {
    Instant now = clock.instant();
    OrbView view = shown();
    OrbStateChanged told = announcer.orb();
    boolean same = view.state() == told.state() && Objects.equals(view.reason(), told.reason());
    if (!same || toldAt.plus(SHARE_AT_MOST_EVERY).isBefore(now)) {
      Integer share = measures.sharePercent(Role.AI, now);
      announcer.orbIs(new OrbStateChanged(view.state(), view.reason(), share));
      toldAt = now;
    }
  }

  /** One that is out of the room for a moment is on its way into it. */
  private OrbView shown() {
    return state.phase() == OrbPhase.READY && !present
        ? new OrbView(OrbState.STARTING, null)
        : state.view();
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

  /** What the orb's life waits for now. */
  List<RoomLinks.Alarm> alarms() {
    return errands.alarms();
  }

  void timerFired(OrbTimer timer, long serial) {
    if (errands.isDue(timer, serial)) {
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

  /** Over its process channel. */
  void said(int generation, String message) {
    try {
      OrbReport report = OrbCodec.decodeReport(message);
      if (report != null) {
        reported(generation, report);
      }
    } catch (ProtocolException e) {
      log.warn("room {}: its orb said what nobody understands: {}", spec.roomId(), e.getMessage());
    }
  }

  /** Over its socket, with or without a seat. */
  void reported(Entrant from, OrbReport report) {
    if (from.type() == ParticipantType.AI) {
      reported(from.orb() == null ? 0 : from.orb().generation(), report);
    }
  }

  private void reported(int generation, OrbReport report) {
    OrbUnit unit = state.unit();
    if (generation > 0 && (unit == null || unit.generation() != generation)) {
      return; // Of an orb whose time is over.
    }
    step(new OrbEvent.Heard(generation));
    OrbEvent measured = reports.take(generation, report, state.unit());
    if (measured != null) {
      step(measured);
    }
  }

  /** Everybody for himself. */
  void setConsent(Seat from, Outbox outbox, Consent consent) {
    if (from.type() == ParticipantType.AI) {
      refuse(outbox, "consent", "an orb has nothing to allow");
    } else if (consents.give(from.userId(), consent, clock.instant())) {
      announcer.tellOthers(from, new ConsentChanged(from.userId(), consent));
    }
  }

  void control(Seat from, Outbox outbox, OrbAction action) {
    if (from.role() != Role.COACH) {
      refuse(outbox, "orb-control", "only the coach says this");
      return;
    }
    step(
        switch (action) {
          case START -> new OrbEvent.Start();
          case PAUSE -> new OrbEvent.Pause();
          case RESUME -> new OrbEvent.Resume();
          case DISMISS -> new OrbEvent.Dismiss();
        });
  }

  private void refuse(Outbox outbox, String type, String why) {
    effects.send(outbox, new Refused(ErrorCode.NOT_PERMITTED, type + ": " + why, type, null));
  }

  /** Whether an orb is there that may sum the session up. */
  boolean mayStillSpeak() {
    return present;
  }

  private void step(OrbEvent event) {
    if (!begun) {
      return; // Of an orb from before a restart; it is asked again in a moment.
    }
    OrbLifecycle.Step step = life.step(state, need, event, clock.instant());
    state = step.state();
    step.effects().forEach(effect -> errands.run(effect, state.unit()));
  }
}
