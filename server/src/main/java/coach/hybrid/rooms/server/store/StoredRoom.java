package coach.hybrid.rooms.server.store;

/**
 * A room as it was last committed.
 *
 * @param snapshot what {@code room} made of its state; opaque here
 */
public record StoredRoom(String roomId, long ownerEpoch, String snapshot) {}
