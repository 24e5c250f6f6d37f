/**
 * Owns the look at a deployment from outside: what participants, their browsers and the main app
 * meet, one question after the other, each with what to do about it.
 *
 * <p>May not touch the service's classes, nor change anything but a test participant's seat.
 */
@NullMarked
package coach.hybrid.rooms.tools.doctor;

import org.jspecify.annotations.NullMarked;
