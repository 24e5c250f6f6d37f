/**
 * Owns the signalling messages every participant speaks, and the words they are made of.
 *
 * <p>May not touch anything but the JDK, and of that only what TeaVM compiles to a small bundle: no
 * reflection, {@code java.time}, threads, streams, {@code String.format}, {@code long} or {@code
 * double}.
 */
@NullMarked
package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.NullMarked;
