/**
 * Owns REST routes, problem+json, room pages, static files, health; Spark as a filter on Jetty.
 *
 * <p>May not touch room state: it asks {@code RoomDirectory} and reads snapshots.
 */
@NullMarked
package coach.hybrid.rooms.server.http;

import org.jspecify.annotations.NullMarked;
