/**
 * Owns the embedded voice detector: the Silero model through ONNX Runtime.
 *
 * <p>May not touch streams or utterances: it is handed windows of samples.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription.silero;

import org.jspecify.annotations.NullMarked;
