package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import coach.hybrid.rooms.protocol.RoomStatus;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.store.StoreException;
import coach.hybrid.rooms.server.store.StoredRoom;
import coach.hybrid.rooms.server.transcription.Utterance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All rooms by id, from their creation until their retention is over. */
public final class RoomDirectory {
  private static final Logger log = LoggerFactory.getLogger(RoomDirectory.class);

  /** How long the door keeps a place for somebody who is on the way to {@code join}. */
  private static final Duration DOORSTEP = Duration.ofSeconds(15);

  private static final Duration PRE_WARM = Duration.ofMinutes(15);

  /** A main app's timer that overflows pre-warms at once what is weeks away (seed 001's does). */
  private static final Duration PRE_WARM_AHEAD = Duration.ofMinutes(30);

  private static final Duration PURGE_RETRY = Duration.ofMinutes(1);

  /** What became of a create. */
  public sealed interface Creation {
    record Created(Room room) implements Creation {}

    /** The same order came before. */
    record Repeated(Room room) implements Creation {}

    /** Another order has this id. */
    record Conflict() implements Creation {}

    /** It would begin at once, and all places are taken. */
    record AtCapacity() implements Creation {}
  }

  /** What became of a pre-warming. */
  public enum PreWarming {
    RESERVED,
    /** Nothing is kept for a room whose time is far. */
    TOO_EARLY,
    AT_CAPACITY
  }

  private final RoomConfig config;
  private final long ownerEpoch;
  private final RoomPorts ports;
  private final Places places;
  private final Transcripts transcripts;
  private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

  /**
   * @param ownerEpoch rises with every owner a room has had
   */
  public RoomDirectory(RoomConfig config, long ownerEpoch, RoomPorts ports) {
    this.config = config;
    this.ownerEpoch = ownerEpoch;
    this.places = new Places(config.maxRooms(), ports.clock());
    this.transcripts = new Transcripts(ports.store());
    this.ports = ports.with(new Watch(ports.listener()));
  }

  /** Brings back what was stored; to be called once, before anybody comes. */
  public void restore() {
    Instant started = ports.clock().instant();
    Instant lastAlive = ports.store().lastAlive();
    for (StoredRoom stored : ports.store().rooms()) {
      try {
        RoomRecord record = RoomRecordFormat.read(stored.snapshot());
        Room room =
            Room.restored(
                record, ownerEpoch, lastAlive == null ? started : lastAlive, config, ports);
        rooms.put(stored.roomId(), room);
        keepPlace(room);
        Instant ended = room.snapshot().endedAt();
        if (ended != null) {
          forgetAfterRetention(stored.roomId(), ended);
        }
      } catch (RuntimeException e) { // Whatever is wrong with one room, the others come back.
        log.error("room {} cannot be read back and is left out", stored.roomId(), e);
      }
    }
    log.info("{} rooms restored", rooms.size());
  }

  /** Sockets can come from now on: seats of restored rooms have their grace. */
  public void open() {
    rooms.values().forEach(Room::reopen);
  }

  /** Completes when the room is written; with a repeated order, when the first one was. */
  @SuppressWarnings("ReferenceEquality") // The very spec of this call tells who made the room.
  public CompletableFuture<Creation> create(RoomSpec spec) {
    Instant now = ports.clock().instant();
    boolean immediate = spec.scheduledStart() == null || !spec.scheduledStart().isAfter(now);
    if (immediate && !rooms.containsKey(spec.roomId()) && !places.anyLeft()) {
      return CompletableFuture.completedFuture(new Creation.AtCapacity());
    }
    Room room =
        rooms.computeIfAbsent(spec.roomId(), _ -> new Room(spec, now, ownerEpoch, config, ports));
    if (room.spec() == spec) {
      return room.create().thenApply(_ -> new Creation.Created(room));
    }
    return room.spec().equals(spec)
        ? room.written().thenApply(_ -> new Creation.Repeated(room))
        : CompletableFuture.completedFuture(new Creation.Conflict());
  }

  public @Nullable Room find(String roomId) {
    return rooms.get(roomId);
  }

  /** Everything that was said in that room so far, by when it began; waits for the store. */
  public List<Utterance> transcript(String roomId) {
    return transcripts.of(roomId);
  }

  /** All rooms as they are now, in no order. */
  public List<RoomSnapshot> snapshots() {
    return rooms.values().stream().map(Room::snapshot).toList();
  }

  /** How many rooms have begun and not ended. */
  public int activeRooms() {
    return (int)
        rooms.values().stream()
            .filter(room -> room.snapshot().status() == RoomStatus.ACTIVE)
            .count();
  }

  /** Whether rooms can be written now; nobody new should come while they cannot. */
  public boolean available() {
    return ports.store().available();
  }

  /** Whether any room has a participant whose socket lives. */
  public boolean anybodyOnline() {
    return rooms.values().stream()
        .flatMap(room -> room.snapshot().attendance().values().stream())
        .anyMatch(Attendance::online);
  }

  /** Whether somebody may go in, as far as {@code MAX_ROOMS} goes; keeps a place if so. */
  public boolean makePlace(Room room) {
    return hold(room, ports.clock().instant().plus(DOORSTEP));
  }

  private boolean hold(Room room, Instant until) {
    String roomId = room.spec().roomId();
    boolean held = places.hold(roomId, until);
    if (room.snapshot().status() == RoomStatus.ENDED) {
      places.release(roomId); // It ended meanwhile; nobody else would give this place back.
    }
    return held;
  }

  /** Reserves a place until a while after the scheduled start. */
  public CompletableFuture<PreWarming> preWarm(Room room) {
    Instant now = ports.clock().instant();
    Instant scheduled = room.spec().scheduledStart();
    Instant start = scheduled == null || scheduled.isBefore(now) ? now : scheduled;
    if (start.isAfter(now.plus(PRE_WARM_AHEAD))) {
      return CompletableFuture.completedFuture(PreWarming.TOO_EARLY);
    }
    Instant until = start.plus(PRE_WARM);
    return hold(room, until)
        ? room.reserve(until).thenApply(_ -> PreWarming.RESERVED)
        : CompletableFuture.completedFuture(PreWarming.AT_CAPACITY);
  }

  /** From when on the room may be entered; null for any time. */
  public @Nullable Instant opensAt(Room room) {
    Instant scheduled = room.spec().scheduledStart();
    Duration early = config.earlyEntry();
    return scheduled == null || early == null || room.snapshot().actualStart() != null
        ? null
        : scheduled.minus(early);
  }

  private void keepPlace(Room room) {
    Instant reserved = room.snapshot().reservedUntil();
    if (reserved != null && room.snapshot().status() != RoomStatus.ENDED) {
      hold(room, reserved);
    }
    if (room.snapshot().occupied()) {
      places.occupy(room.spec().roomId());
    }
  }

  private void forgetAfterRetention(String roomId, Instant ended) {
    Duration left = Duration.between(ports.clock().instant(), ended.plus(config.retention()));
    ports.timers().schedule(left, () -> forget(roomId));
  }

  private void forget(String roomId) {
    Room room = rooms.get(roomId);
    if (room != null) {
      room.retire(() -> purge(roomId));
    }
  }

  private void purge(String roomId) {
    try {
      ports.store().purge(roomId);
    } catch (StoreException e) {
      log.warn("room {} cannot be purged now; trying again", roomId, e);
      ports.timers().schedule(PURGE_RETRY, () -> purge(roomId));
      return;
    }
    ports.log().forget(roomId);
    rooms.remove(roomId);
  }

  /** Sees to places and retention before anybody else hears what happened. */
  private final class Watch implements RoomEvent.Listener {
    private final RoomEvent.Listener next;

    Watch(RoomEvent.Listener next) {
      this.next = next;
    }

    @Override
    public void on(RoomEvent event) {
      switch (event) {
        case RoomEvent.ParticipantJoined _, RoomEvent.ParticipantLeft _ -> {
          Room room = rooms.get(event.roomId());
          if (room != null && room.snapshot().occupied()) {
            places.occupy(event.roomId());
          } else {
            places.vacate(event.roomId());
          }
        }
        case RoomEvent.RoomEnded ended -> {
          places.release(ended.roomId());
          // Not from the end itself, which lies far back if the service was away.
          forgetAfterRetention(ended.roomId(), ports.clock().instant());
        }
        default -> {
          // Nothing to see to.
        }
      }
      next.on(event);
    }

    @Override
    public void resumed(String roomId) {
      next.resumed(roomId);
    }

    @Override
    public void admitted(String roomId, Duration took) {
      next.admitted(roomId, took);
    }

    @Override
    public void linkReported(String roomId, LinkReport report, LinkPath before) {
      next.linkReported(roomId, report, before);
    }

    @Override
    public void linkParted(String roomId, LinkPath path) {
      next.linkParted(roomId, path);
    }

    @Override
    public void used(String roomId, RoomUse use) {
      next.used(roomId, use);
    }
  }
}
