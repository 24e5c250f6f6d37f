package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.room.RoomDirectory;
import coach.hybrid.rooms.server.room.Timers;
import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.store.StoreException;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down once a second that the service lives, as long as anybody's socket lives: after a
 * crash that is when everybody was lost.
 */
final class AliveBeat {
  private static final Logger log = LoggerFactory.getLogger(AliveBeat.class);
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RoomStore store;
  private final RoomDirectory rooms;
  private final Clock clock;
  private final Timers timers;
  private volatile boolean stopped;

  AliveBeat(RoomStore store, RoomDirectory rooms, Clock clock, Timers timers) {
    this.store = store;
    this.rooms = rooms;
    this.clock = clock;
    this.timers = timers;
  }

  void start() {
    timers.schedule(INTERVAL, this::beat);
  }

  private void beat() {
    if (stopped) {
      return;
    }
    write();
    start();
  }

  private void write() {
    if (!rooms.anybodyOnline()) {
      return;
    }
    try {
      store.alive(clock.instant());
    } catch (StoreException e) {
      log.debug("the beat could not be written", e);
    }
  }

  void stop() {
    stopped = true;
    write();
  }
}
