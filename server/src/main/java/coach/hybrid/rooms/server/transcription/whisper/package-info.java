/**
 * Owns the embedded speech engine: whisper.cpp through whisper-jni, one model, one state a worker.
 *
 * <p>May not touch streams or queues: it is handed samples.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription.whisper;

import org.jspecify.annotations.NullMarked;
