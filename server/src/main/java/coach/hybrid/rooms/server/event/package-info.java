/**
 * Owns what happened, numbered per room: who follows it live, who is told by webhook.
 *
 * <p>May not decide anything; knows events as stored text, never a room.
 */
@NullMarked
package coach.hybrid.rooms.server.event;

import org.jspecify.annotations.NullMarked;
