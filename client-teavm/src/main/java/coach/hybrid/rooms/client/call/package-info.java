/**
 * Owns the call: who is in it, a link to each of them, and one's own camera, microphone and screen.
 *
 * <p>May not touch the DOM, {@code org.teavm}, the socket: it speaks through {@link
 * coach.hybrid.rooms.client.call.Outbox}.
 */
@NullMarked
package coach.hybrid.rooms.client.call;

import org.jspecify.annotations.NullMarked;
