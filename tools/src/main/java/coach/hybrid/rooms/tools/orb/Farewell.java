package coach.hybrid.rooms.tools.orb;

/** Whether a socket that closed may be opened again. */
final class Farewell {
  private Farewell() {}

  /**
   * Whether the service wants no more of this orb: its generation is refused, its room over, its
   * place taken. Anything else is a break that passes.
   *
   * @param code a WebSocket close code, the HTTP status that refused the upgrade, or 0
   */
  static boolean isFinal(int code) {
    return switch (code) {
      case 1000, 1003, 1007, 1009, 1011 -> true;
      case 4400, 4401, 4403, 4409, 4410 -> true;
      case 400, 401, 403, 404, 410 -> true;
      default -> false;
    };
  }
}
