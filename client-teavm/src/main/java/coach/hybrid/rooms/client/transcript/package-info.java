/**
 * Owns what was said in the call as the page shows it: captions for the moment, the transcript to
 * keep, and finding words in it.
 *
 * <p>May not touch the DOM, {@code org.teavm} or anything else of the client but {@code call}'s
 * words.
 */
@NullMarked
package coach.hybrid.rooms.client.transcript;

import org.jspecify.annotations.NullMarked;
