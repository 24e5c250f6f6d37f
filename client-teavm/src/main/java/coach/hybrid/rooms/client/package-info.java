/**
 * Owns the page's way from link to lobby to call to end, and the wiring of all parts.
 *
 * <p>May not touch the DOM or a browser API itself: that is for {@code ui} and {@code bindings}.
 */
@NullMarked
package coach.hybrid.rooms.client;

import org.jspecify.annotations.NullMarked;
