/**
 * Owns the bench of captions: voices sent to a running service in real time, and when their words
 * are on the other screen.
 *
 * <p>May not touch the service's classes.
 */
@NullMarked
package coach.hybrid.rooms.tools.speech;

import org.jspecify.annotations.NullMarked;
