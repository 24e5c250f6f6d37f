/**
 * Owns the sockets: frames to messages, one bounded outbound queue a peer, who gets one of which
 * kind.
 *
 * <p>May not touch decisions: what a message means is the room's business.
 */
@NullMarked
package coach.hybrid.rooms.server.signal;

import org.jspecify.annotations.NullMarked;
