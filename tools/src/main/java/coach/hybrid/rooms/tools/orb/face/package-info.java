/**
 * Owns what the orb looks like: parameters from its state, time and voice, and their painting.
 *
 * <p>May not touch WebRTC, sockets, clocks or threads.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb.face;

import org.jspecify.annotations.NullMarked;
