package coach.hybrid.rooms.server.room;

import coach.hybrid.rooms.server.event.EventLog;
import coach.hybrid.rooms.server.store.RoomStore;
import coach.hybrid.rooms.server.summary.Summarizer;
import java.time.Clock;

/** Everything a room reaches beyond itself; the same for all rooms of a service. */
public record RoomPorts(
    Clock clock,
    Timers timers,
    IceServerSource iceServers,
    RoomStore store,
    EventLog log,
    Summarizer summarizer,
    RoomEvent.Listener listener) {}
