/**
 * Owns what a link's counters mean for the people who use it.
 *
 * <p>May not touch {@code RTCPeerConnection}, the DOM or {@code org.teavm}: numbers come in.
 */
@NullMarked
package coach.hybrid.rooms.client.stats;

import org.jspecify.annotations.NullMarked;
