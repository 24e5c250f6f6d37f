package coach.hybrid.rooms.server.room;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From when until when a token may open anything.
 *
 * @param issuedAt long ago if the token does not say
 * @param expiresAt null for whoever came without a token
 */
public record TokenLife(Instant issuedAt, @Nullable Instant expiresAt) {
  /** Of whoever came without a token. */
  static final TokenLife NONE = new TokenLife(Instant.EPOCH, null);
}
