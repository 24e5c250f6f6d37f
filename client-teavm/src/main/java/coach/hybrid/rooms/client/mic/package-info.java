/**
 * Owns what the microphone's level means: speaking, speaking while muted, silent.
 *
 * <p>May not touch audio itself, the DOM or {@code org.teavm}: levels come in, booleans go out.
 */
@NullMarked
package coach.hybrid.rooms.client.mic;

import org.jspecify.annotations.NullMarked;
