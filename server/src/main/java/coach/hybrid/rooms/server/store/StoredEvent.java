package coach.hybrid.rooms.server.store;

import java.time.Instant;

/**
 * Something that happened in a room, as it is told to the main app.
 *
 * @param seq rises by one per room, from 1
 * @param id names the event for ever, also across rooms of the same name
 * @param type seed 001's event name
 * @param body the whole event as JSON text, as it goes over sockets and webhooks
 */
public record StoredEvent(
    String roomId, long seq, String id, String type, Instant at, String body) {}
