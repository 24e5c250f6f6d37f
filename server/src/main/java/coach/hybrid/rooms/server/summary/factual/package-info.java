/**
 * Owns the summary of a session without a transcript: what the clock knows, nothing made up.
 *
 * <p>May not touch anything but the port above.
 */
@NullMarked
package coach.hybrid.rooms.server.summary.factual;

import org.jspecify.annotations.NullMarked;
