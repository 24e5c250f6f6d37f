package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.server.room.RelayRoutes.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose media is relayed, and what of it may go to whom. Only says so: frames never come here. Only
 * touched by the thread that drains the room's mailbox.
 */
final class Forwarding {
  private final Effects effects;
  private final Seats seats;
  private final Consents consents;
  private final Lifecycle lifecycle;

  /** By the participant's id: the socket his media is relayed by now. */
  private final Map<String, Line> lines = new LinkedHashMap<>();

  Forwarding(Effects effects, Seats seats, Consents consents, Lifecycle lifecycle) {
    this.effects = effects;
    this.seats = seats;
    this.consents = consents;
    this.lifecycle = lifecycle;
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

  /** The door let that socket in; whether it belongs to somebody here is decided here. */
  void open(RelayInlet inlet, Entrant entrant) {
    Seat seat = seats.of(entrant.userId());
    EndReason ended = lifecycle.endReason();
    if (ended != null) {
      close(inlet, CloseCode.ROOM_ENDED, ended.wireName());
    } else if (seat == null || seat.isLegacy() || isOtherOrb(seat, entrant)) {
      close(inlet, CloseCode.FORBIDDEN, "no seat here");
    } else {
      Line before = lines.put(entrant.userId(), new Line(inlet, seat));
      if (before != null) {
        close(before.inlet, CloseCode.REPLACED, "relayed elsewhere");
      }
    }
  }

  private static boolean isOtherOrb(Seat seat, Entrant entrant) {
    OrbPass orb = entrant.orb();
    return seat.orbGeneration() != (orb == null ? 0 : orb.generation());
  }

  /** Whether that participant's media could be relayed now. */
  boolean serves(String userId) {
    return lines.containsKey(userId);
  }

  /** That socket is gone. */
  @SuppressWarnings("ReferenceEquality") // The very socket.
  void lost(RelayInlet inlet) {
    lines.values().removeIf(line -> line.inlet == inlet);
  }

  /** A command is through: who has no seat any more goes, and the others hear what has changed. */
  void review() {
    if (lines.isEmpty()) {
      return;
    }
    for (Map.Entry<String, Line> entry : List.copyOf(lines.entrySet())) {
      Line line = entry.getValue();
      Seat seat = seats.of(entry.getKey());
      EndReason ended = lifecycle.endReason();
      if (ended != null) {
        drop(entry.getKey(), line, CloseCode.ROOM_ENDED, ended.wireName());
      } else if (seat == null || seat != line.seat) {
        drop(entry.getKey(), line, CloseCode.FORBIDDEN, "no seat here any more");
      } else if (seat.generation() != line.generation) {
        drop(entry.getKey(), line, CloseCode.REPLACED, "opened elsewhere");
      }
    }
    lines.values().forEach(this::tell);
  }

  private void drop(String userId, Line line, int code, String reason) {
    lines.remove(userId);
    close(line.inlet, code, reason);
  }

  private void close(RelayInlet inlet, int code, String reason) {
    effects.then(() -> inlet.close(code, reason));
  }

  private void tell(Line from) {
    Map<Integer, Route> to = new HashMap<>();
    for (Line other : lines.values()) {
      if (other != from) {
        to.put(other.seat.mediaId(), route(from.seat, other));
      }
    }
    RelayRoutes routes = new RelayRoutes(from.seat.mediaId(), to);
    if (!routes.equals(from.told)) {
      from.told = routes;
      RelayInlet inlet = from.inlet;
      effects.then(() -> inlet.route(routes));
    }
  }

  /** Nothing of a person goes to an orb without his consent, and no screen ever does. */
  private Route route(Seat from, Line to) {
    Permissions own = from.permissions();
    if (to.seat.type() != ParticipantType.AI) {
      return new Route(to.inlet, own.audio(), own.video(), own.mayShareScreen());
    }
    boolean allowed = from.type() == ParticipantType.AI || consents.of(from.userId()).assistant();
    return new Route(to.inlet, allowed && own.audio(), allowed && own.video(), false);
  }
}
