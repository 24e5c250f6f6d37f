/**
 * Owns the soak: rooms with native people and reference orbs for a long time, and what every
 * process costs meanwhile.
 *
 * <p>May not touch the service's classes; it sees what a main app, a browser and the kernel see.
 */
@NullMarked
package coach.hybrid.rooms.tools.soak;

import org.jspecify.annotations.NullMarked;
