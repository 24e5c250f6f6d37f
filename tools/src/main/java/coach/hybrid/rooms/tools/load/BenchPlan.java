package coach.hybrid.rooms.tools.load;

/**
 * How much of what.
 *
 * @param rooms rooms of three
 * @param perSecond messages offered, whatever the server does
 * @param seconds of measured traffic; 0 for idle sockets only
 */
record BenchPlan(int rooms, int perSecond, double warmUpSeconds, double seconds) {}
