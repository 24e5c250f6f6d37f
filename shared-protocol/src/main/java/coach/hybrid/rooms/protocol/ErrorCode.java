package coach.hybrid.rooms.protocol;

import org.jspecify.annotations.Nullable;

/** Stable codes of the {@code error} message; documented in {@code docs/PROTOCOL.md}. */
public enum ErrorCode {
  MALFORMED_JSON("malformed-json"),
  OVERSIZE("oversize"),
  UNKNOWN_TYPE("unknown-type"),
  MISSING_FIELD("missing-field"),
  WRONG_TYPE("wrong-type"),
  BAD_VALUE("bad-value"),
  NOT_JOINED("not-joined"),
  ALREADY_JOINED("already-joined"),
  IDENTITY_MISMATCH("identity-mismatch"),
  NO_SUCH_PEER("no-such-peer"),
  NOT_PERMITTED("not-permitted"),
  RATE_LIMITED("rate-limited"),
  TOKEN_EXPIRED("token-expired"),

  /** Never sent: what a receiver makes of a code that a newer service has and it has not. */
  INTERNAL("internal");

  private final String wireName;

  ErrorCode(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static @Nullable ErrorCode fromWire(String name) {
    for (ErrorCode code : values()) {
      if (code.wireName.equals(name)) {
        return code;
      }
    }
    return null;
  }
}
