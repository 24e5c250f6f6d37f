package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.ServerMessage.TokenRefreshed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives pages new tokens before those they came with run out, so that none is ever shut out in
 * mid-call. An orb's lives as long as the orb; a peer of the seeds knows no such message. Only
 * touched by the thread that drains the room's mailbox.
 */
final class Renewing {
  /** Time enough for a page that has lost its socket to come back and be told. */
  private static final Duration AT_LEAST_BEFORE = Duration.ofMinutes(1);

  /**
   * A page that sleeps is told when it wakes; a token need not live much longer than it is used.
   */
  private static final Duration AT_MOST_BEFORE = Duration.ofHours(1);

  /** However short tokens live. */
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(30);

  private final RoomSpec spec;
  private final Clock clock;
  private final Timers timers;
  private final TokenSource tokens;
  private final Effects effects;
  private final Seating seating;
  private final Consumer<RoomCommand> self;
  private @Nullable Instant timerDue;
  private Timers.@Nullable Timer timer;

  Renewing(
      RoomSpec spec,
      RoomPorts ports,
      Effects effects,
      Seating seating,
      Consumer<RoomCommand> self) {
    this.spec = spec;
    this.clock = ports.clock();
    this.timers = ports.timers();
    this.tokens = ports.tokens();
    this.effects = effects;
    this.seating = seating;
    this.self = self;
  }

  /**
   * When a token gets a successor: at two thirds of what is left of it, but within its last hour,
   * and not within its last minute.
   */
  static Instant due(Instant now, Instant expiresAt) {
    Duration left = Duration.between(now, expiresAt);
    Duration delay = left.multipliedBy(2).dividedBy(3);
    Duration earliest = left.minus(AT_MOST_BEFORE);
    Duration latest = left.minus(AT_LEAST_BEFORE);
    if (delay.compareTo(earliest) < 0) {
      delay = earliest;
    }
    if (delay.compareTo(latest) > 0) {
      delay = latest;
    }
    return delay.isNegative() ? now : now.plus(delay);
  }

  /** A command is through: whose token is due gets another one, the timer is set for the next. */
  void review() {
    Instant now = clock.instant();
    Instant next = null;
    for (Visitor visitor : seating.visitors()) {
      Instant due = dueFor(visitor);
      if (due != null && !due.isAfter(now)) {
        due = renew(visitor, now);
      }
      if (due != null && (next == null || due.isBefore(next))) {
        next = due;
      }
    }
    schedule(next, now);
  }

  private static @Nullable Instant dueFor(Visitor visitor) {
    Seat seat = visitor.seat();
    return seat == null || seat.isLegacy() || seat.type() == ParticipantType.AI
        ? null
        : visitor.tokenDue();
  }

  private Instant renew(Visitor visitor, Instant now) {
    TokenRefreshed token = tokens.refresh(spec, visitor.entrant());
    effects.send(visitor.outbox(), token);
    Instant due = due(now, now.plusMillis(token.ttlMillis()));
    Instant earliest = now.plus(AT_MOST_EVERY);
    visitor.renewToken(due.isBefore(earliest) ? earliest : due);
    return due.isBefore(earliest) ? earliest : due;
  }

  private void schedule(@Nullable Instant next, Instant now) {
    if (timer != null && !Objects.equals(next, timerDue)) {
      timer.cancel();
      timer = null;
    }
    timerDue = next;
    if (timer == null && next != null) {
      timer =
          timers.schedule(
              Duration.between(now, next), () -> self.accept(new RoomCommand.RenewTokens()));
    }
  }

  /** When the next page gets a new token; null if none needs one. */
  @Nullable Instant nextDue() {
    return timerDue;
  }

  /** The review that follows does it. */
  void timerFired() {
    timer = null;
    timerDue = null;
  }
}
