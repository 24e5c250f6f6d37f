/**
 * Owns the form of a refusal over HTTP: {@code application/problem+json} (RFC 9457).
 *
 * <p>May not touch any other package of the server.
 */
@NullMarked
package coach.hybrid.rooms.server.problem;

import org.jspecify.annotations.NullMarked;
