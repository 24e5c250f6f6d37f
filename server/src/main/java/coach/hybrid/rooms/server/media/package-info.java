/**
 * Owns the sockets with binary messages: each speaker's voice on its way to transcription, and
 * media relayed between participants, whose content nobody here can read.
 *
 * <p>May not touch a room's state: the room says who may, and where the voice or the frames go.
 */
@NullMarked
package coach.hybrid.rooms.server.media;

import org.jspecify.annotations.NullMarked;
