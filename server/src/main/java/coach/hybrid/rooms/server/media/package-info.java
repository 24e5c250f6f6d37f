/**
 * Owns the sockets with binary messages: each speaker's voice on its way to transcription.
 *
 * <p>May not touch a room's state: the room says who may, and where the voice goes.
 */
@NullMarked
package coach.hybrid.rooms.server.media;

import org.jspecify.annotations.NullMarked;
