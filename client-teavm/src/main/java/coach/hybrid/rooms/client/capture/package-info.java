/**
 * Owns one's own voice on its way to be written down: when it may go, what goes, and what is lost.
 *
 * <p>May not touch the DOM, {@code org.teavm} or anything else of the client but {@code call}'s
 * words.
 */
@NullMarked
package coach.hybrid.rooms.client.capture;

import org.jspecify.annotations.NullMarked;
