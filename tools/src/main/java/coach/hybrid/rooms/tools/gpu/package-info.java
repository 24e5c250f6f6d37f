/**
 * Owns a reference GPU manager: seed 000's HTTP API in front of reference orbs on this machine.
 *
 * <p>May not touch the service's classes, nor the orb's: it starts orbs as processes.
 */
@NullMarked
package coach.hybrid.rooms.tools.gpu;

import org.jspecify.annotations.NullMarked;
