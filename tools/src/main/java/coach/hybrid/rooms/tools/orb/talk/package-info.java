/**
 * Owns how the orb behaves in a conversation: hearing that somebody speaks, when to speak itself,
 * and what it says when nobody thinks for it. Pure: time comes in as an argument.
 *
 * <p>May not touch sockets, media, processes, clocks or threads.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb.talk;

import org.jspecify.annotations.NullMarked;
