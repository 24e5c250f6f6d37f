/**
 * Owns the last rung of the orb's ladder: sound both ways and its face over the room service,
 * readable at the two ends of a link only, and the decision by which path a person is heard.
 *
 * <p>May not touch WebRTC, or decide when to speak; of the project it knows the protocol only.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb.relay;

import org.jspecify.annotations.NullMarked;
