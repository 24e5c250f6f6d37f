/**
 * Owns the sockets with text: signalling and events, messages to commands and back.
 *
 * <p>May not touch decisions: what a message means is the room's business.
 */
@NullMarked
package coach.hybrid.rooms.server.signal;

import org.jspecify.annotations.NullMarked;
