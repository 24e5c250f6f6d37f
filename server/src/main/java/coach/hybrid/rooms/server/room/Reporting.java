package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ClientMessage.ReportStats;
import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.room.link.LinkBook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes what participants measured on their links, and shows how all of them stand. Changes nothing
 * that anybody waits for. Only touched by the thread that drains the room's mailbox.
 */
final class Reporting implements LinkBook.Listener {
  private final String roomId;
  private final Transcribing transcribing;
  private final Forwarding forwarding;
  private final RoomConfig config;
  private final Clock clock;
  private final RoomEvent.Listener listener;
  private final Effects effects;
  private final Seats seats;
  private final Measures measures;
  private final Lifecycle lifecycle;

  Reporting(
      RoomSpec spec,
      RoomConfig config,
      RoomPorts ports,
      Effects effects,
      Seats seats,
      Measures measures,
      Lifecycle lifecycle,
      Transcribing transcribing,
      Forwarding forwarding) {
    this.roomId = spec.roomId();
    this.transcribing = transcribing;
    this.forwarding = forwarding;
    this.config = config;
    this.clock = ports.clock();
    this.listener = ports.listener();
    this.effects = effects;
    this.seats = seats;
    this.measures = measures;
    this.lifecycle = lifecycle;
    seats.onLeave(seat -> measures.links().leave(seat.userId(), this));
  }

  /** Of links to those who are here; each once. */
  void take(Seat from, ReportStats message) {
    List<LinkBook.Told> told = new ArrayList<>();
    Set<String> named = new HashSet<>(Set.of(from.userId()));
    for (LinkReport report : message.links()) {
      Seat peer = seats.of(report.peerId());
      if (peer != null && named.add(report.peerId())) {
        told.add(new LinkBook.Told(report, ((long) from.generation() << 32) + peer.generation()));
      }
    }
    boolean human = from.type() == ParticipantType.HUMAN;
    measures.links().take(from.userId(), human, told, clock.instant(), this);
  }

  @Override
  public void reported(LinkReport report, LinkPath before) {
    effects.then(() -> listener.linkReported(roomId, report, before));
  }

  @Override
  public void parted(LinkPath path) {
    effects.then(() -> listener.linkParted(roomId, path));
  }

  /** How everything stands now; the room counts the rest. */
  RoomLinks view(
      long messages,
      long commits,
      long writtenChars,
      @Nullable Instant tokenDue,
      @Nullable Instant iceDue,
      List<RoomLinks.Alarm> ofOrb) {
    return new RoomLinks(
        measures.links().view(),
        seats.all().stream().map(this::describe).toList(),
        alarms(tokenDue, iceDue, ofOrb),
        new RoomLinks.Counters(
            messages,
            commits,
            writtenChars,
            measures.reconnections(),
            measures.links().refused(),
            effects.held()));
  }

  private RoomLinks.SeatView describe(Seat seat) {
    Outbox outbox = seat.outbox();
    Instant lostAt = seat.lostAt();
    Instant graceUntil = lostAt == null ? null : lostAt.plus(config.seatGrace());
    return new RoomLinks.SeatView(
        seat.userId(),
        seat.name(),
        seat.role(),
        seat.joinedAt(),
        lostAt,
        graceUntil,
        seat.losses(),
        seat.generation(),
        seat.mediaId(),
        seat.isLegacy(),
        outbox == null ? 0 : outbox.waiting(),
        forwarding.tally(seat.userId()),
        transcribing.hears(seat.userId()),
        seat.media());
  }

  private List<RoomLinks.Alarm> alarms(
      @Nullable Instant tokenDue, @Nullable Instant iceDue, List<RoomLinks.Alarm> ofOrb) {
    if (lifecycle.status() == RoomStatus.ENDED) {
      return ofOrb; // One that is still going is still waited for.
    }
    List<RoomLinks.Alarm> alarms = new ArrayList<>();
    alarms.add(new RoomLinks.Alarm("deadline", lifecycle.deadline()));
    if (lifecycle.isEmptyStill()) {
      alarms.add(new RoomLinks.Alarm("empty", lifecycle.emptyLimit()));
    }
    if (tokenDue != null) {
      alarms.add(new RoomLinks.Alarm("token-renewal", tokenDue));
    }
    if (iceDue != null) {
      alarms.add(new RoomLinks.Alarm("ice-renewal", iceDue));
    }
    alarms.addAll(ofOrb);
    return alarms;
  }
}
