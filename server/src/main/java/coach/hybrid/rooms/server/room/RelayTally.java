package coach.hybrid.rooms.server.room;

/**
 * What one relay socket has carried, for people who look for a fault.
 *
 * @param framesIn that its participant sent
 * @param framesOut that went out to him
 * @param dropped on their way to him
 * @param waitingOctets that he has still to take
 */
public record RelayTally(long framesIn, long framesOut, long dropped, int waitingOctets) {}
