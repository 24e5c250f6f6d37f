package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.room.RoomSnapshot.Status;
import java.time.Clock;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** All rooms by id, from their creation until their retention is over. */
public final class RoomDirectory {
  /** What became of a create. */
  public sealed interface Creation {
    record Created(Room room) implements Creation {}

    /** The same order came before. */
    record Repeated(Room room) implements Creation {}

    /** Another order has this id. */
    record Conflict() implements Creation {}
  }

  private final RoomConfig config;
  private final Clock clock;
  private final Timers timers;
  private final IceServerSource iceServers;
  private final RoomEvent.Listener events;
  private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

  public RoomDirectory(
      RoomConfig config,
      Clock clock,
      Timers timers,
      IceServerSource iceServers,
      RoomEvent.Listener events) {
    this.config = config;
    this.clock = clock;
    this.timers = timers;
    this.iceServers = iceServers;
    this.events = events;
  }

  @SuppressWarnings("ReferenceEquality") // The very spec of this call tells who made the room.
  public Creation create(RoomSpec spec) {
    Room room =
        rooms.computeIfAbsent(
            spec.roomId(), _ -> new Room(spec, config, clock, timers, iceServers, this::on));
    if (room.spec() == spec) {
      return new Creation.Created(room);
    }
    return room.spec().equals(spec) ? new Creation.Repeated(room) : new Creation.Conflict();
  }

  public @Nullable Room find(String roomId) {
    return rooms.get(roomId);
  }

  /** How many rooms have begun and not ended. */
  public int activeRooms() {
    return (int)
        rooms.values().stream().filter(room -> room.snapshot().status() == Status.ACTIVE).count();
  }

  private void on(RoomEvent event) {
    if (event instanceof RoomEvent.RoomEnded) {
      timers.schedule(config.retention(), () -> rooms.remove(event.roomId()));
    }
    events.on(event);
  }
}
