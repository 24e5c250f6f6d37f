/**
 * Owns the conversation with a GPU manager over HTTP (seed 000).
 *
 * <p>May not touch rooms, nor decide anything about an orb's life.
 */
@NullMarked
package coach.hybrid.rooms.server.orb.gpu;

import org.jspecify.annotations.NullMarked;
