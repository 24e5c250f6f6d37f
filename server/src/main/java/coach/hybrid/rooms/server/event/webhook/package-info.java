/**
 * Owns telling the main app by webhook: durable, in order per room, one bad receiver apart.
 *
 * <p>May not decide what happens in rooms; knows events as stored text.
 */
@NullMarked
package coach.hybrid.rooms.server.event.webhook;

import org.jspecify.annotations.NullMarked;
