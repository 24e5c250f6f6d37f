/**
 * Owns the rooms: who sits where, who hears what, when a room begins and ends.
 *
 * <p>May not touch {@code http}, {@code signal}, {@code media}, Jetty or Spark; clocks and timers
 * come in as ports.
 */
@NullMarked
package coach.hybrid.rooms.server.room;

import org.jspecify.annotations.NullMarked;
