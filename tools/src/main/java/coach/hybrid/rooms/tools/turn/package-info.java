/**
 * Owns a small TURN client of its own, to see a relay as participants do (RFC 8489, RFC 8656).
 *
 * <p>May not touch anything else: it knows addresses and credentials, not rooms.
 */
@NullMarked
package coach.hybrid.rooms.tools.turn;

import org.jspecify.annotations.NullMarked;
