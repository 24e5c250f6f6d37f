/**
 * Owns what an orb and the service say to each other beside the messages of every participant: seed
 * 003's process channel, over a process's pipe or its socket.
 *
 * <p>May not touch anything but {@code protocol}. Numbers are seed 003's own ({@code long}, {@code
 * double}), so nothing the browser's bundle holds may touch this.
 */
@NullMarked
package coach.hybrid.rooms.protocol.orb;

import org.jspecify.annotations.NullMarked;
