/**
 * Owns the orb's fault matrix: it breaks orbs, managers, networks and the service, and says what
 * people, the main app and the machine saw of it.
 *
 * <p>May not touch the service's classes, nor the orb's or the manager's: all of them are
 * processes.
 */
@NullMarked
package coach.hybrid.rooms.tools.faults;

import org.jspecify.annotations.NullMarked;
