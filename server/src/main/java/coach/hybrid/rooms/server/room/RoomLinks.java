package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.MediaFlags;
import coach.hybrid.rooms.protocol.Role;
import coach.hybrid.rooms.server.room.link.RoomFigures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room's connections as they are now, for people who look for a fault; on any thread. */
public record RoomLinks(
    RoomFigures figures, List<SeatView> seats, List<Alarm> alarms, Counters counters) {
  public RoomLinks {
    seats = List.copyOf(seats);
    alarms = List.copyOf(alarms);
  }

  /**
   * A seat that is taken.
   *
   * @param lostAt when its socket went; null while there is one
   * @param graceUntil when it is given up if its page does not come back; null while a socket lives
   * @param losses how often its socket went
   * @param pages how many pages have sat in it, over all stays
   * @param waitingMessages that its socket has still to take
   * @param relay what its relay socket has carried; null if there is none
   * @param voiceSocket whether the voice comes in to be written down
   */
  public record SeatView(
      String userId,
      String name,
      Role role,
      Instant joinedAt,
      @Nullable Instant lostAt,
      @Nullable Instant graceUntil,
      int losses,
      int pages,
      int mediaId,
      boolean legacy,
      int waitingMessages,
      @Nullable RelayTally relay,
      boolean voiceSocket,
      MediaFlags media) {}

  /** Something the room will do by itself, unless something happens before. */
  public record Alarm(String name, Instant at) {}

  /**
   * Counted since this process began.
   *
   * @param reconnections since the room began
   * @param refusedReports what nobody can have measured
   * @param heldEffects what waits now for the store
   */
  public record Counters(
      long messages,
      long commits,
      long writtenChars,
      int reconnections,
      long refusedReports,
      int heldEffects) {}
}
