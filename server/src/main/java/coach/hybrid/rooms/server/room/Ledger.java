package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.Consent;
import coach.hybrid.rooms.server.room.RoomRecord.Committed;
import coach.hybrid.rooms.server.room.RoomRecord.ConsentGiven;
import coach.hybrid.rooms.server.room.RoomRecord.Measured;
import coach.hybrid.rooms.server.room.link.LinksRecord;
import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbers a room's events and writes them with the state they belong to. Only touched by the thread
 * that drains the room's mailbox.
 */
final class Ledger {
  private final RoomStore store;
  private final long ownerEpoch;
  private final String roomId;
  private final Instant createdAt;
  private final List<StoredEvent> unwritten = new ArrayList<>();
  private long seq;
  private long commits;
  private long writtenChars;
  private @Nullable RoomRecord written;

  Ledger(RoomStore store, long ownerEpoch, String roomId, Instant createdAt) {
    this.store = store;
    this.ownerEpoch = ownerEpoch;
    this.roomId = roomId;
    this.createdAt = createdAt;
  }

  void restore(RoomRecord stored) {
    seq = stored.seq();
    written = stored;
  }

  long lastSeq() {
    return seq;
  }

  long commits() {
    return commits;
  }

  long writtenChars() {
    return writtenChars;
  }

  void add(RoomEvent event) {
    seq++;
    unwritten.add(RoomEventFormat.write(event, seq, createdAt, ownerEpoch));
  }

  /** Whether nobody may see this state before it is written. */
  boolean mustWrite(Committed committed) {
    return written == null || !unwritten.isEmpty() || !written.committed().equals(committed);
  }

  /** Whether it is written that this page of theirs sits here. */
  boolean hasWritten(String userId, int generation) {
    return written != null
        && written.committed().seats().stream()
            .anyMatch(seat -> seat.userId().equals(userId) && seat.generation() == generation);
  }

  /** What that person has allowed, as far as it is written. */
  Consent writtenConsent(String userId) {
    Map<String, ConsentGiven> all = written == null ? null : written.committed().consents();
    ConsentGiven given = all == null ? null : all.get(userId);
    return given == null ? Consent.NONE : given.consent();
  }

  boolean hasNews(Measured measured) {
    return written == null || !written.measured().equals(measured);
  }

  /**
   * Returns once the state and the events added before are written; otherwise throws and can be
   * tried again.
   */
  void write(Committed committed, Measured measured, @Nullable LinksRecord links) {
    RoomRecord record = new RoomRecord(seq, committed, measured, links);
    String text = RoomRecordFormat.write(record);
    store.commit(new StoredRoom(roomId, ownerEpoch, text), List.copyOf(unwritten));
    commits++;
    writtenChars += text.length();
    unwritten.forEach(event -> writtenChars += event.body().length());
    written = record;
    unwritten.clear();
  }
}
