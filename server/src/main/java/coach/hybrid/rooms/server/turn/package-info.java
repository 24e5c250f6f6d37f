/**
 * Owns the ICE servers participants are told, with short-lived TURN credentials.
 *
 * <p>May not touch anything but the protocol.
 */
@NullMarked
package coach.hybrid.rooms.server.turn;

import org.jspecify.annotations.NullMarked;
