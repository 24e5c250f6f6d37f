/**
 * Owns the signalling socket: joining, pinging, reconnecting, and knowing when not to.
 *
 * <p>May not touch the DOM, {@code org.teavm} or anything else of the client but {@code call}'s
 * words.
 */
@NullMarked
package coach.hybrid.rooms.client.signal;

import org.jspecify.annotations.NullMarked;
