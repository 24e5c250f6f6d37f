/**
 * Owns the orb's life: a pure machine a room, the places of the fleet, and the ports to what runs
 * orbs.
 *
 * <p>May not touch rooms, sockets or HTTP; the pure part knows no clock and no thread.
 */
@NullMarked
package coach.hybrid.rooms.server.orb;

import org.jspecify.annotations.NullMarked;
