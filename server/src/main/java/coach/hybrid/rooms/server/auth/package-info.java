/**
 * Owns who somebody is: API keys, participants' tokens, and the decision at the door of a room.
 *
 * <p>May not touch sockets, HTTP or a room's insides: it asks {@code RoomDirectory} and answers.
 */
@NullMarked
package coach.hybrid.rooms.server.auth;

import org.jspecify.annotations.NullMarked;
