package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.server.room.RelayRoutes.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose media is relayed, and what of it may go to whom. Only says so: frames never come here. A
 * way is opened once what it rests on is written, whatever else waits, and taken away at once. Only
 * touched by the thread that drains the room's mailbox.
 */
final class Forwarding {
  private static final String ELSEWHERE = "opened elsewhere";

  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Lifecycle lifecycle;
  private final Ledger ledger;

  /** By the participant's id: the socket his media is relayed by now. */
  private final Map<String, Line> lines = new LinkedHashMap<>();

  Forwarding(Effects effects, Seats seats, Consents consents, Lifecycle lifecycle, Ledger ledger) {
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.lifecycle = lifecycle;
    this.ledger = ledger;
  }

  /** One socket, and the page whose it is. */
  private static final class Line {
    private final RelayInlet inlet;
    private final Seat seat;
    private final int generation;
    private RelayRoutes told = RelayRoutes.NONE;

    private Line(RelayInlet inlet, Seat seat) {
      this.inlet = inlet;
      this.seat = seat;
      this.generation = seat.generation();
    }
  }

  /**
   * The door let that socket in; whether it belongs to somebody here is decided here.
   *
   * @param instanceId of the page that opened it; null if it did not say
   */
  void open(RelayInlet inlet, Entrant entrant, @Nullable String instanceId) {
    Seat seat = seats.of(entrant.userId());
    EndReason ended = lifecycle.endReason();
    if (ended != null) {
      close(inlet, CloseCode.ROOM_ENDED, ended.wireName());
    } else if (seat == null || seat.isLegacy() || isOtherOrb(seat, entrant)) {
      close(inlet, CloseCode.FORBIDDEN, "no seat here");
    } else if (instanceId != null && !seat.isHeldBy(instanceId)) {
      close(inlet, CloseCode.REPLACED, ELSEWHERE); // The page that was here before.
    } else {
      drop(entrant.userId(), CloseCode.REPLACED, "relayed elsewhere");
      lines.put(entrant.userId(), new Line(inlet, seat));
    }
  }

  private static boolean isOtherOrb(Seat seat, Entrant entrant) {
    OrbPass orb = entrant.orb();
    return seat.orbGeneration() != (orb == null ? 0 : orb.generation());
  }

  /** What that participant's relay socket has carried; null if he has none. */
  @Nullable RelayTally tally(String userId) {
    Line line = lines.get(userId);
    return line == null ? null : line.inlet.tally();
  }

  /** That socket is gone. */
  @SuppressWarnings("ReferenceEquality") // The very socket.
  void lost(RelayInlet inlet) {
    lines.values().removeIf(line -> line.inlet == inlet);
  }

  /** A command is through: who has no seat any more goes. */
  void review() {
    EndReason ended = lifecycle.endReason();
    for (Line line : List.copyOf(lines.values())) {
      String userId = line.seat.userId();
      Seat seat = seats.of(userId);
      if (ended != null) {
        drop(userId, CloseCode.ROOM_ENDED, ended.wireName());
      } else if (seat == null || seat != line.seat) {
        drop(userId, CloseCode.FORBIDDEN, "no seat here any more");
      } else if (seat.generation() != line.generation) {
        drop(userId, CloseCode.REPLACED, ELSEWHERE);
      }
    }
  }

  /** That participant is relayed no more from this moment on, and told so when that is safe. */
  void drop(String userId, int code, String reason) {
    Line line = lines.remove(userId);
    if (line != null) {
      line.inlet.route(RelayRoutes.NONE);
      close(line.inlet, code, reason);
    }
  }

  private void close(RelayInlet inlet, int code, String reason) {
    effects.then(() -> inlet.close(code, reason));
  }

  /** What could be written is written: everybody is told what has changed for him. */
  void publish() {
    for (Line from : lines.values()) {
      RelayRoutes routes = routes(from);
      if (!routes.equals(from.told)) {
        from.told = routes;
        from.inlet.route(routes);
      }
    }
  }

  private RelayRoutes routes(Line from) {
    if (!isWritten(from)) {
      return RelayRoutes.NONE;
    }
    Map<Integer, Route> to = new HashMap<>();
    for (Line other : lines.values()) {
      if (other != from && isWritten(other)) {
        to.put(other.seat.mediaId(), route(from.seat, other));
      }
    }
    return new RelayRoutes(from.seat.mediaId(), to);
  }

  private boolean isWritten(Line line) {
    return ledger.hasWritten(line.seat.userId(), line.generation);
  }

  /** Nothing of a person goes to an orb without his consent, and no screen ever does. */
  private Route route(Seat from, Line to) {
    Permissions own = from.permissions();
    if (to.seat.type() != ParticipantType.AI) {
      return new Route(to.inlet, own.audio(), own.video(), own.mayShareScreen());
    }
    boolean allowed =
        from.type() == ParticipantType.AI
            || (consents.of(from.userId()).assistant()
                && ledger.writtenConsent(from.userId()).assistant());
    return new Route(to.inlet, allowed && own.audio(), allowed && own.video(), false);
  }
}
