/**
 * Owns the shared codec as a module of JavaScript, so that a browser can be asked what it reads.
 *
 * <p>May not touch anything but the shared protocol.
 */
@NullMarked
package coach.hybrid.rooms.e2e.codec;

import org.jspecify.annotations.NullMarked;
