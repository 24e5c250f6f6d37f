/**
 * Owns the transcript as others read it: text, WebVTT, JSON, and who talked how much.
 *
 * <p>May not touch anything but utterances: pure functions on any thread.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription.transcript;

import org.jspecify.annotations.NullMarked;
