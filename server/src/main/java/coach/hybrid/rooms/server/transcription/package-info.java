/**
 * Owns the way from a voice to words: the ports here, the pipeline between them, adapters below.
 *
 * <p>May not touch rooms: what was said goes to whoever opened the stream.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription;

import org.jspecify.annotations.NullMarked;
