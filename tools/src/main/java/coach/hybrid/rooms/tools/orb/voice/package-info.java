/**
 * Owns how text becomes sound and how sound leaves: the {@code Voice} port with its local engines,
 * and the mouth that is asked for 10 ms at a time.
 *
 * <p>May not touch WebRTC, sockets, or what is said.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb.voice;

import org.jspecify.annotations.NullMarked;
