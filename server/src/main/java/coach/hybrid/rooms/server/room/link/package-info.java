/**
 * Owns what the two ends of a room's links report of them: sums, paths, history; small however much
 * they say.
 *
 * <p>May not touch the room, sockets, threads or clocks: reports and times come in.
 */
@NullMarked
package coach.hybrid.rooms.server.room.link;

import org.jspecify.annotations.NullMarked;
