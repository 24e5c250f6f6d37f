package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.orb.OrbPort;
import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.summary.Summarizer;
import coach.hybrid.rooms.server.transcription.SpeechPort;
import java.time.Clock;
import java.util.concurrent.Executor;

/**
 * Everything a room reaches beyond itself; the same for all rooms of a service.
 *
 * @param workers runs what may wait for the store
 */
public record RoomPorts(
    Clock clock,
    Timers timers,
    IceServerSource iceServers,
    TokenSource tokens,
    RoomStore store,
    EventLog log,
    Summarizer summarizer,
    OrbPort orbs,
    SpeechPort speech,
    RoomEvent.Listener listener,
    Executor workers) {
  RoomPorts with(RoomEvent.Listener other) {
    return new RoomPorts(
        clock, timers, iceServers, tokens, store, log, summarizer, orbs, speech, other, workers);
  }
}
