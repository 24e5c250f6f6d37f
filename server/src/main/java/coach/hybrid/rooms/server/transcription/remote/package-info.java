/**
 * Owns the remote speech engine: an OpenAI-compatible endpoint, with a breaker and a way back to
 * the embedded one.
 *
 * <p>May not touch streams or queues: it is handed samples.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription.remote;

import org.jspecify.annotations.NullMarked;
