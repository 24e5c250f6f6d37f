/**
 * Owns the embedded adapters: one MVStore file in {@code DATA_DIR}, written by one thread.
 *
 * <p>May not touch anything of the server but the ports above.
 */
@NullMarked
package coach.hybrid.rooms.server.store.embedded;

import org.jspecify.annotations.NullMarked;
