/**
 * Owns the sockets whatever they are for: frames to messages, one bounded outbound queue a peer,
 * who is let in before the upgrade.
 *
 * <p>May not touch what a message means: the end points' listeners know.
 */
@NullMarked
package coach.hybrid.rooms.server.socket;

import org.jspecify.annotations.NullMarked;
