/**
 * Owns the orb's WebRTC: one factory, its audio and video source, and one link to each human.
 *
 * <p>The only place that names webrtc-java. May not touch sockets, or decide when to speak.
 */
@NullMarked
package coach.hybrid.rooms.tools.orb.peer;

import org.jspecify.annotations.NullMarked;
