package coach.hybrid.rooms.server;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.metric.LinkMetrics;
import coach.hybrid.rooms.server.metric.RoomMetrics;
import coach.hybrid.rooms.server.metric.SocketMetrics;
import coach.hybrid.rooms.server.orb.OrbPhase;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomEvent;
import coach.hybrid.rooms.server.room.RoomUse;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Logs and counts what rooms tell, so that rooms know nothing of metrics. */
final class ObservedRooms implements RoomEvent.Listener {
  private static final Logger log = LoggerFactory.getLogger(ObservedRooms.class);

  private static final String ROOM_ID = "roomId";

  private final RoomMetrics metrics;
  private final SocketMetrics sockets;
  private final LinkMetrics links;

  ObservedRooms(RoomMetrics metrics, SocketMetrics sockets, LinkMetrics links) {
    this.metrics = metrics;
    this.sockets = sockets;
    this.links = links;
  }

  /** Rooms by status and participants by role, counted whenever somebody asks. */
  void watch(RoomDirectory rooms) {
    for (RoomStatus status : RoomStatus.values()) {
      metrics.watchRooms(
          status.wireName(),
          () -> (int) rooms.snapshots().stream().filter(room -> room.status() == status).count());
    }
    for (OrbPhase phase : OrbPhase.values()) {
      metrics.watchOrbs(
          lower(phase),
          () ->
              (int)
                  rooms.snapshots().stream()
                      .filter(room -> room.status() != RoomStatus.ENDED || room.orb().slots() > 0)
                      .filter(room -> room.orb().phase() == phase)
                      .count());
    }
    for (Role role : Role.values()) {
      metrics.watchParticipants(
          role,
          () ->
              (int)
                  rooms.snapshots().stream()
                      .filter(room -> room.attendanceOf(role).connected())
                      .count());
    }
  }

  @Override
  public void on(RoomEvent event) {
    count(event);
    // Not as a field of the line: a request about this room may have put it on the thread already.
    String before = MDC.get(ROOM_ID);
    MDC.put(ROOM_ID, event.roomId());
    try {
      say(event);
    } finally {
      if (before == null) {
        MDC.remove(ROOM_ID);
      } else {
        MDC.put(ROOM_ID, before);
      }
    }
  }

  private void count(RoomEvent event) {
    switch (event) {
      case RoomEvent.ParticipantJoined joined -> metrics.participantJoined(joined.role());
      case RoomEvent.ParticipantLeft left ->
          metrics.participantLeft(left.role(), lower(left.cause()), left.stay());
      case RoomEvent.RoomEnded ended when ended.length().isZero() ->
          metrics.roomUnused(ended.reason().wireName());
      case RoomEvent.RoomEnded ended ->
          metrics.sessionEnded(ended.length(), ended.reason().wireName());
      case RoomEvent.Failed failed when failed.error().equals(RoomEvent.Failed.SUMMARY) ->
          metrics.summaryFailed();
      case RoomEvent.SummaryReady ready -> metrics.summaryReady(ready.took());
      case RoomEvent.Failed failed when failed.error().equals(RoomEvent.Failed.ORB) ->
          metrics.orbFailed();
      case RoomEvent.Uttered uttered -> metrics.utteranceWritten(uttered.utterance().role());
      case RoomEvent.OrbSpawned _ -> metrics.orbSpawned();
      case RoomEvent.OrbSpawnFailed failed -> metrics.orbNotSpawned(failed.error());
      case RoomEvent.RoomStarted _, RoomEvent.Failed _ -> {
        // Told to the main app; nothing is timed.
      }
    }
  }

  private static void say(RoomEvent event) {
    switch (event) {
      case RoomEvent.RoomStarted _ -> log.info("room started");
      case RoomEvent.ParticipantJoined joined ->
          log.info("{} {} joined", lower(joined.role()), joined.participantId());
      case RoomEvent.ParticipantLeft left ->
          log.info(
              "{} {} left ({}) after {} s",
              lower(left.role()),
              left.participantId(),
              lower(left.cause()),
              left.stay().toSeconds());
      case RoomEvent.SummaryReady ready ->
          log.info("summary ready after {} ms", ready.took().toMillis());
      case RoomEvent.RoomEnded ended ->
          log.info(
              "room ended ({}) after {} s", ended.reason().wireName(), ended.length().toSeconds());
      case RoomEvent.Uttered uttered ->
          log.debug("utterance {} written", uttered.utterance().utteranceId()); // Never its words.
      case RoomEvent.OrbSpawned spawned -> log.info("orb {} spawned", spawned.orbId());
      case RoomEvent.OrbSpawnFailed failed -> log.warn("no orb: {}", failed.error());
      case RoomEvent.Failed failed -> log.warn("{}: {}", failed.error(), failed.message());
    }
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void resumed(String roomId) {
    sockets.socketResumed("signal");
  }

  @Override
  public void admitted(String roomId, Duration took) {
    metrics.admitted(took);
  }

  @Override
  public void linkReported(String roomId, LinkReport report, LinkPath before) {
    LinkPath now = report.path();
    links.measured(
        now.wireName(), report.roundTripMillis(), report.packetsReceived(), report.packetsLost());
    if (now != before) {
      linkParted(roomId, before);
      if (now != LinkPath.NONE) {
        links.taken(now.wireName());
      }
    }
  }

  @Override
  public void linkParted(String roomId, LinkPath path) {
    if (path != LinkPath.NONE) {
      links.left(path.wireName());
    }
  }

  @Override
  public void used(String roomId, RoomUse use) {
    metrics.roomUsed(use.messages(), use.commits(), use.writtenChars());
  }
}
