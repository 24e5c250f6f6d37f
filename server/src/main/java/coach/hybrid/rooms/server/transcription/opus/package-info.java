/**
 * Owns unpacking Opus, by the pure-Java port of the reference decoder.
 *
 * <p>May not touch frames or streams: it is handed packets.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription.opus;

import org.jspecify.annotations.NullMarked;
