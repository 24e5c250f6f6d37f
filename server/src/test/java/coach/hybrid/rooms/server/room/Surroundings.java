package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.protocol.ServerMessage.IceServers;
import coach.hybrid.rooms.server.FakeClock;
import coach.hybrid.rooms.server.FakeRoomStore;
import coach.hybrid.rooms.server.config.RoomConfig;
import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.summary.factual.FactualSummarizer;
import java.time.Duration;
import java.util.List;

/** What rooms need around them, faked; a second directory on the same store is a restart. */
public final class Surroundings {
  public static final RoomConfig CONFIG =
      new RoomConfig(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(15),
          Duration.ofDays(3),
          0,
          null);

  private Surroundings() {}

  public static RoomDirectory rooms(FakeClock clock, FakeTimers timers) {
    return rooms(
        CONFIG,
        clock,
        timers,
        new FakeRoomStore(),
        _ -> new IceServers(List.of(), 60_000),
        _ -> {});
  }

  public static RoomDirectory rooms(
      RoomConfig config,
      FakeClock clock,
      FakeTimers timers,
      FakeRoomStore store,
      IceServerSource iceServers,
      RoomEvent.Listener listener) {
    return rooms(
        config, clock, timers, store, iceServers, new FakeOrbs(false), new FakeSpeech(), listener);
  }

  static RoomDirectory rooms(
      RoomConfig config,
      FakeClock clock,
      FakeTimers timers,
      FakeRoomStore store,
      IceServerSource iceServers,
      FakeOrbs orbs,
      FakeSpeech speech,
      RoomEvent.Listener listener) {
    return new RoomDirectory(
        config,
        store.ownerEpoch(),
        new RoomPorts(
            clock,
            timers,
            iceServers,
            new FakeTokens(),
            store,
            new EventLog(store, Runnable::run),
            new FactualSummarizer(clock),
            orbs,
            speech,
            listener,
            Runnable::run));
  }
}
