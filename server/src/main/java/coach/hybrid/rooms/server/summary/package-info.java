/**
 * Owns what is said about a session once it is over: the port here, adapters below.
 *
 * <p>May not touch rooms: it is handed a copy of what it needs.
 */
@NullMarked
package coach.hybrid.rooms.server.summary;

import org.jspecify.annotations.NullMarked;
