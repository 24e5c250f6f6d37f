/**
 * Owns what becomes of speech: from a speaker's audio to words with times; adapters below.
 *
 * <p>May not touch rooms or sockets: what was said goes back to whoever opened the stream.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription;

import org.jspecify.annotations.NullMarked;
