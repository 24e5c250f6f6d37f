package coach.hybrid.rooms.server.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One open socket: let in by the door, and seated once its {@code join} is accepted. Only touched
 * by the thread that drains the room's mailbox.
 */
final class Visitor {
  private final Outbox outbox;
  private final Entrant entrant;
  private final Instant openedAt;
  private Timers.@Nullable Timer joinTimer;
  private @Nullable Seat seat;
  private @Nullable Instant tokenDue;

  Visitor(Outbox outbox, Entrant entrant, Instant openedAt) {
    this.outbox = outbox;
    this.entrant = entrant;
    this.openedAt = openedAt;
    Instant expiresAt = entrant.life().expiresAt();
    this.tokenDue = expiresAt == null ? null : Renewing.due(openedAt, expiresAt);
  }

  Outbox outbox() {
    return outbox;
  }

  Entrant entrant() {
    return entrant;
  }

  Instant openedAt() {
    return openedAt;
  }

  /** When this page needs a new token; null if it came without one. */
  @Nullable Instant tokenDue() {
    return tokenDue;
  }

  /** It got one. */
  void renewToken(Instant nextDue) {
    tokenDue = nextDue;
  }

  @Nullable Seat seat() {
    return seat;
  }

  void sit(Seat taken) {
    seat = taken;
    cancelJoinTimer();
  }

  /** Without a seat, and with nothing to wait for. */
  void leave() {
    seat = null;
    cancelJoinTimer();
  }

  void standUp(Timers.Timer timer) {
    seat = null;
    joinTimer = timer;
  }

  void cancelJoinTimer() {
    if (joinTimer != null) {
      joinTimer.cancel();
      joinTimer = null;
    }
  }
}
