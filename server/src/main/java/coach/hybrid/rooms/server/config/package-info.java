/**
 * Owns the settings: one record a feature, read from the environment, all problems at once.
 *
 * <p>May not touch the rest of the server.
 */
@NullMarked
package coach.hybrid.rooms.server.config;

import org.jspecify.annotations.NullMarked;
