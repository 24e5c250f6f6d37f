/**
 * Owns the binary messages of {@code /media/{roomId}}: a header of 16 octets and what it announces.
 *
 * <p>May not touch the JSON messages; used by the service, browsers and native participants alike.
 */
@NullMarked
package coach.hybrid.rooms.protocol.media;

import org.jspecify.annotations.NullMarked;
