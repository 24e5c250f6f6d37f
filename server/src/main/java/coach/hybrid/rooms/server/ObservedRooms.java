package coach.hybrid.rooms.server;

import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.metric.RoomMetrics;
import coach.hybrid.rooms.server.metric.SocketMetrics;
import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.RoomEvent;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and counts what rooms tell, so that rooms know nothing of metrics. */
final class ObservedRooms implements RoomEvent.Listener {
  private static final Logger log = LoggerFactory.getLogger(ObservedRooms.class);

  private final RoomMetrics metrics;
  private final SocketMetrics sockets;

  ObservedRooms(RoomMetrics metrics, SocketMetrics sockets) {
    this.metrics = metrics;
    this.sockets = sockets;
  }

  /** Rooms by status and participants by role, counted whenever somebody asks. */
  void watch(RoomDirectory rooms) {
    for (RoomStatus status : RoomStatus.values()) {
      metrics.watchRooms(
          status.wireName(),
          () -> (int) rooms.snapshots().stream().filter(room -> room.status() == status).count());
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
    log.atInfo().addKeyValue("roomId", event.roomId()).log("{}", event);
    switch (event) {
      case RoomEvent.ParticipantJoined joined -> metrics.participantJoined(joined.role());
      case RoomEvent.ParticipantLeft left ->
          metrics.participantLeft(
              left.role(), left.cause().name().toLowerCase(Locale.ROOT), left.stay());
      case RoomEvent.RoomEnded ended ->
          metrics.sessionEnded(ended.length(), ended.reason().wireName());
      case RoomEvent.SummaryReady ready -> metrics.summaryReady(ready.took());
      case RoomEvent.RoomStarted _,
          RoomEvent.OrbSpawned _,
          RoomEvent.OrbSpawnFailed _,
          RoomEvent.Failed _ -> {
        // Told to the main app; nothing is timed.
      }
    }
  }

  @Override
  public void resumed(String roomId) {
    sockets.socketResumed("signal");
  }
}
