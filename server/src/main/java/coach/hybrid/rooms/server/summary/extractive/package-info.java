/**
 * Owns the summary without any language model: sentences, topics and agreements found in a
 * transcript, none of them made up. English by part of speech, other languages by their sentences.
 *
 * <p>May not touch anything but the port above and utterances.
 */
@NullMarked
package coach.hybrid.rooms.server.summary.extractive;

import org.jspecify.annotations.NullMarked;
