package coach.hybrid.rooms.server.store.embedded;

import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StaleOwnerException;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredEvent;
import coach.hybrid.rooms.server.store.StoredRoom;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rooms and events as texts in two maps of the file: by room id, and by room id and seq. */
public final class EmbeddedRoomStore implements RoomStore {
  static final String ROOMS = "rooms";
  private static final String EVENTS = "events";
  private static final String META = "meta";
  private static final String ALIVE_KEY = "alive";
  private static final String EPOCH_KEY = "epoch";

  /** Sorts before everything a room id may hold, so no room's keys lie among another's. */
  private static final char SEPARATOR = '!';

  private static final Gson GSON = new Gson();
  private static final Logger log = LoggerFactory.getLogger(EmbeddedRoomStore.class);

  private record RoomValue(long ownerEpoch, String snapshot) {}

  private record EventValue(String id, String type, long atMillis, String body) {}

  private final StoreFile file;
  private final long ownerEpoch;
  private final @Nullable Instant aliveBefore;

  public EmbeddedRoomStore(StoreFile file) {
    this.file = file;
    String alive = file.map(META).get(ALIVE_KEY);
    String epoch = file.map(META).get(EPOCH_KEY);
    ownerEpoch = epoch == null ? 1 : Long.parseLong(epoch) + 1;
    file.write(to -> to.map(META).put(EPOCH_KEY, Long.toString(ownerEpoch)));
    aliveBefore = alive == null ? null : Instant.ofEpochMilli(Long.parseLong(alive));
  }

  @Override
  public void commit(StoredRoom room, List<StoredEvent> events) {
    String value = GSON.toJson(new RoomValue(room.ownerEpoch(), room.snapshot()));
    List<Map.Entry<String, String>> entries = entriesOf(events);
    file.write(to -> {
      MVMap<String, String> rooms = to.map(ROOMS);
      String before = rooms.get(room.roomId());
      if (before != null && read(before).ownerEpoch() > room.ownerEpoch()) {
        throw new StaleOwnerException(room.roomId());
      }
      rooms.put(room.roomId(), value);
      MVMap<String, String> log = to.map(EVENTS);
      entries.forEach(entry -> log.put(entry.getKey(), entry.getValue()));
    });
  }

  @Override
  public void rewrite(List<StoredEvent> events) {
    List<Map.Entry<String, String>> entries = entriesOf(events);
    file.write(to -> {
      MVMap<String, String> log = to.map(EVENTS);
      entries.forEach(entry -> log.replace(entry.getKey(), entry.getValue()));
    });
  }

  private static List<Map.Entry<String, String>> entriesOf(List<StoredEvent> events) {
    return events.stream()
        .map(event -> Map.entry(key(event.roomId(), event.seq()), GSON.toJson(valueOf(event))))
        .toList();
  }

  private static EventValue valueOf(StoredEvent event) {
    return new EventValue(event.id(), event.type(), event.at().toEpochMilli(), event.body());
  }

  /** Keys of one room sort by seq. */
  private static String key(String roomId, long seq) {
    return "%s%c%012d".formatted(roomId, SEPARATOR, seq);
  }

  private static RoomValue read(String text) {
    try {
      RoomValue value = GSON.fromJson(text, RoomValue.class);
      if (value != null && value.snapshot() != null) { // Gson leaves out what is not there.
        return value;
      }
    } catch (JsonParseException e) {
      throw new StoreException("a stored room cannot be read", e);
    }
    throw new StoreException("a stored room is incomplete", null);
  }

  @Override
  public List<StoredRoom> rooms() {
    return file.read(() -> {
      List<StoredRoom> found = new ArrayList<>();
      Cursor<String, String> cursor = file.map(ROOMS).cursor(null);
      while (cursor.hasNext()) {
        String roomId = cursor.next();
        try {
          RoomValue value = read(cursor.getValue());
          found.add(new StoredRoom(roomId, value.ownerEpoch(), value.snapshot()));
        } catch (StoreException e) {
          log.error("room {} cannot be read back and is left out", roomId, e);
        }
      }
      return found;
    });
  }

  @Override
  public List<StoredEvent> events(String roomId, long afterSeq, int limit) {
    return file.read(() -> {
      List<StoredEvent> found = new ArrayList<>();
      Cursor<String, String> cursor =
          file.map(EVENTS).cursor(key(roomId, afterSeq + 1), key(roomId, Integer.MAX_VALUE), false);
      while (cursor.hasNext() && found.size() < limit) {
        String key = cursor.next();
        EventValue value = GSON.fromJson(cursor.getValue(), EventValue.class);
        found.add(
            new StoredEvent(
                roomId,
                Long.parseLong(key.substring(key.lastIndexOf(SEPARATOR) + 1)),
                value.id(),
                value.type(),
                Instant.ofEpochMilli(value.atMillis()),
                value.body()));
      }
      return found;
    });
  }

  @Override
  public void purge(String roomId) {
    file.write(to -> {
      to.map(ROOMS).remove(roomId);
      MVMap<String, String> log = to.map(EVENTS);
      List<String> keys = new ArrayList<>();
      log.cursor(key(roomId, 0), key(roomId, Integer.MAX_VALUE), false).forEachRemaining(keys::add);
      keys.forEach(log::remove);
      EmbeddedWebhookStore.purge(to, roomId);
    });
  }

  @Override
  public long ownerEpoch() {
    return ownerEpoch;
  }

  @Override
  public boolean available() {
    return file.available();
  }

  @Override
  public void alive(Instant at) {
    file.write(to -> to.map(META).put(ALIVE_KEY, Long.toString(at.toEpochMilli())));
  }

  @Override
  public @Nullable Instant lastAlive() {
    return aliveBefore;
  }
}
