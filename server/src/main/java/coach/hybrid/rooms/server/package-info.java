/**
 * Owns the start and the stop: {@code Main} builds everything top-down with plain constructors.
 *
 * <p>May not touch logic; it is the only place that names concrete adapters.
 */
@NullMarked
package coach.hybrid.rooms.server;

import org.jspecify.annotations.NullMarked;
