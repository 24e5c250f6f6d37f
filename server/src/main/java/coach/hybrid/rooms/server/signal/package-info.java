/**
 * Owns the signalling sockets: frames to messages, one bounded outbound queue a peer.
 *
 * <p>May not touch decisions: what a message means is the room's business.
 */
@NullMarked
package coach.hybrid.rooms.server.signal;

import org.jspecify.annotations.NullMarked;
