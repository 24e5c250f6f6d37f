/**
 * Owns the way of sound and pictures to the room service: its socket, who encodes a microphone, and
 * what stands for all that while its script is on the way.
 *
 * <p>May not touch the DOM, {@code org.teavm} or anything else of the client but {@code call}'s
 * words; what goes over the socket is for {@code capture} and {@code relay} to say.
 */
@NullMarked
package coach.hybrid.rooms.client.media;

import org.jspecify.annotations.NullMarked;
