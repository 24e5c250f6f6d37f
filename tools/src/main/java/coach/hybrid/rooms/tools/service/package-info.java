/**
 * Owns the service as programs round it see it: its process, its API, a room's events.
 *
 * <p>May not touch the service's classes, nor decide what is tried with it.
 */
@NullMarked
package coach.hybrid.rooms.tools.service;

import org.jspecify.annotations.NullMarked;
