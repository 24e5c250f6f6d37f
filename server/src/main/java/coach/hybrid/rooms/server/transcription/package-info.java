/**
 * Owns the way from a speaker's microphone frames to written words: voice activity, utterances, the
 * queue across rooms, the gates against invented text. Adapters of its ports lie below.
 *
 * <p>May not touch rooms or sockets: it is handed frames and answers with {@link Speech}.
 */
@NullMarked
package coach.hybrid.rooms.server.transcription;

import org.jspecify.annotations.NullMarked;
