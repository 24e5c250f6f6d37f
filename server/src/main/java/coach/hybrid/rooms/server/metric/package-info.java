/**
 * Owns what is counted and timed, its names, and the bounds on its labels; Micrometer stays in
 * here.
 *
 * <p>May not touch any other package of the server: whoever knows what happened calls it.
 */
@NullMarked
package coach.hybrid.rooms.server.metric;

import org.jspecify.annotations.NullMarked;
