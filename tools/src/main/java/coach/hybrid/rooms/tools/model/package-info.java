/**
 * Owns how models come onto the machine: {@code ./rooms model}, its sources, checks and folder.
 *
 * <p>May not touch the service's classes; registries are reached through their own clients.
 */
@NullMarked
package coach.hybrid.rooms.tools.model;

import org.jspecify.annotations.NullMarked;
