/**
 * Owns a stand-in for the main app of seed 001: it signs tokens and orders rooms over REST.
 *
 * <p>May not touch the service's classes; it knows what any main app knows.
 */
@NullMarked
package coach.hybrid.rooms.tools.mainapp;

import org.jspecify.annotations.NullMarked;
