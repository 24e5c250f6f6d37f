/**
 * Owns the reference orb: one process that joins one room as its AI participant, listens, speaks
 * and leaves in time.
 *
 * <p>May not touch the service's classes; it knows the protocol only.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb;

import org.jspecify.annotations.NullMarked;
