/**
 * Owns the last rung: media through the room service, encrypted from end to end, as much of it as
 * the network takes.
 *
 * <p>May not touch the DOM, {@code org.teavm} or signalling: keys and tracks go to {@code call}.
 */
@NullMarked
package coach.hybrid.rooms.client.relay;

import org.jspecify.annotations.NullMarked;
