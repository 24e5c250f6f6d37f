/**
 * Owns the page's way from link to lobby to call to end, and the wiring of all parts: {@code App}
 * is the page's script, {@code MediaApp} the second one, for media by way of the room service.
 *
 * <p>May not touch the DOM or a browser API itself: that is for {@code ui} and {@code bindings}.
 */
@NullMarked
package coach.hybrid.rooms.client;

import org.jspecify.annotations.NullMarked;
