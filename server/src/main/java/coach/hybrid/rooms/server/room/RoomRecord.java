package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.ParticipantType;
import coach.hybrid.rooms.protocol.Permissions;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.orb.OrbLife;
import coach.hybrid.rooms.server.room.link.LinksRecord;
import coach.hybrid.rooms.server.summary.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a room that outlives the process.
 *
 * @param seq that of the room's last event
 * @param links as they were when something else had to be written; null if nothing was measured
 */
record RoomRecord(long seq, Committed committed, Measured measured, @Nullable LinksRecord links) {

  /**
   * What nobody sees before it is written.
   *
   * @param orb null in what was written before there were orbs, as {@code consents}
   * @param orbSummary what the orb made of the session, in its own JSON
   * @param removed whom the coach removed, and when; null in what was written before he could
   */
  record Committed(
      RoomSpec spec,
      Instant createdAt,
      RoomSettings settings,
      RoomStatus status,
      @Nullable Instant actualStart,
      @Nullable Instant endedAt,
      @Nullable EndReason endReason,
      @Nullable Instant reservedUntil,
      boolean endAnnounced,
      @Nullable Summary summary,
      @Nullable OrbLife orb,
      @Nullable String orbSummary,
      @Nullable Map<String, ConsentGiven> consents,
      Map<Role, Attendance> attendance,
      List<SeatRecord> seats,
      Map<String, Integer> generations,
      @Nullable Map<String, Instant> removed) {
    Committed {
      attendance = Map.copyOf(attendance);
      consents = consents == null ? Map.of() : Map.copyOf(consents);
      seats = List.copyOf(seats);
      generations = Map.copyOf(generations);
      removed = removed == null ? Map.of() : Map.copyOf(removed);
    }
  }

  /**
   * What is written along with it, or a moment later.
   *
   * @param lost when the sockets of seats without one went
   * @param utterances how many have been shown
   */
  record Measured(
      Map<Role, Talk> talk,
      int reconnections,
      Map<String, MediaFlags> media,
      Map<String, Instant> lost,
      int utterances) {
    Measured {
      talk = Map.copyOf(talk);
      media = Map.copyOf(media);
      lost = Map.copyOf(lost);
    }
  }

  /** What somebody allowed, and when he said so. */
  record ConsentGiven(Consent consent, Instant at) {}

  /** A seat without its socket. */
  record SeatRecord(
      String userId,
      Role role,
      ParticipantType type,
      String name,
      Permissions permissions,
      Instant joinedAt,
      @Nullable String instanceId,
      int protocol,
      int generation,
      int orbGeneration) {}
}
