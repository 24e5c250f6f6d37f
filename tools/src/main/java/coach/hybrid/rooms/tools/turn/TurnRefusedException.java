package coach.hybrid.rooms.tools.turn;

import java.io.IOException;

/** The relay answered, and the answer was no. */
public final class TurnRefusedException extends IOException {
  private static final long serialVersionUID = 1;

  /** What STUN's and TURN's error codes mean here (RFC 8489, 14.8; RFC 8656, 19). */
  public static final int UNAUTHORIZED = 401;

  public static final int FORBIDDEN = 403;
  public static final int STALE_NONCE = 438;
  public static final int FAMILY_NOT_SUPPORTED = 440;
  public static final int QUOTA_REACHED = 486;

  private final int code;

  TurnRefusedException(int code, String what) {
    super(what + " was refused with " + code);
    this.code = code;
  }

  public int code() {
    return code;
  }
}
