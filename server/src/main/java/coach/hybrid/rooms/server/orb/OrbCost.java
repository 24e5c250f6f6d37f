package coach.hybrid.rooms.server.orb;

/**
 * What one orb takes of its machine.
 *
 * @param cpuPercent of one core
 */
public record OrbCost(int cpuPercent, int memoryMegabytes) {}
