/**
 * Owns the crash test: it kills the service again and again and compares what was acknowledged with
 * what is left.
 *
 * <p>May not touch the service's classes; it sees what a main app and a browser see.
 */
@NullMarked
package coach.hybrid.rooms.tools.crash;

import org.jspecify.annotations.NullMarked;
