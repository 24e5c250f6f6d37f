/**
 * Owns every element on the page, and the words in it.
 *
 * <p>May not touch signalling: it shows {@code call} and asks it for changes.
 */
@NullMarked
package coach.hybrid.rooms.client.ui;

import org.jspecify.annotations.NullMarked;
