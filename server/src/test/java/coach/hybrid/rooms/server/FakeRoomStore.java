package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory, whose disk can be full. */
public final class FakeRoomStore implements RoomStore {
  private final Map<String, StoredRoom> rooms = new TreeMap<>();
  private final List<StoredEvent> events = new ArrayList<>();
  private @Nullable Instant lastAlive;
  private boolean full;
  private int commits;

  public void setFull(boolean nowFull) {
    full = nowFull;
  }

  public int commits() {
    return commits;
  }

  @Override
  public void commit(StoredRoom room, List<StoredEvent> happened) {
    if (full) {
      throw new StoreException("no space left", null);
    }
    commits++;
    rooms.put(room.roomId(), room);
    events.addAll(happened);
  }

  @Override
  public void rewrite(List<StoredEvent> rewritten) {
    if (full) {
      throw new StoreException("no space left", null);
    }
    events.replaceAll(event ->
        rewritten.stream()
            .filter(other -> other.roomId().equals(event.roomId()) && other.seq() == event.seq())
            .findFirst()
            .orElse(event));
  }

  @Override
  public List<StoredRoom> rooms() {
    return List.copyOf(rooms.values());
  }

  @Override
  public List<StoredEvent> events(String roomId, long afterSeq, int limit) {
    return events.stream()
        .filter(event -> event.roomId().equals(roomId) && event.seq() > afterSeq)
        .limit(limit)
        .toList();
  }

  @Override
  public void purge(String roomId) {
    rooms.remove(roomId);
    events.removeIf(event -> event.roomId().equals(roomId));
  }

  @Override
  public long ownerEpoch() {
    return 1;
  }

  @Override
  public boolean available() {
    return !full;
  }

  @Override
  public void alive(Instant at) {
    lastAlive = at;
  }

  @Override
  public @Nullable Instant lastAlive() {
    return lastAlive;
  }
}
