/**
 * Owns the load generator and the comparison of the service with a Node server under it.
 *
 * <p>May not touch the service's classes; it knows what any client and any main app knows.
 */
@NullMarked
package coach.hybrid.rooms.tools.load;

import org.jspecify.annotations.NullMarked;
