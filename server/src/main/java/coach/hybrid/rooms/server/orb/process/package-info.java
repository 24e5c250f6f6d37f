/**
 * Owns the processes of orbs that this service starts itself: their host, their tree, their
 * channel.
 *
 * <p>May not touch rooms, nor decide anything about an orb's life.
 */
@NullMarked
package coach.hybrid.rooms.server.orb.process;

import org.jspecify.annotations.NullMarked;
