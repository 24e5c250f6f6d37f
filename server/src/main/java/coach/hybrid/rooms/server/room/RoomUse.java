package coach.hybrid.rooms.server.room;

/**
 * What a room has cost this process by its end.
 *
 * @param messages signalling messages taken
 * @param commits writes to the store
 * @param writtenChars what was written in them
 */
public record RoomUse(long messages, long commits, long writtenChars) {}
