package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkReport;

/** What no browser measures is not believed: reports come from outside. */
final class Plausible {
  /** Longer than this nobody waits between two reports and has still measured. */
  static final int MAX_PERIOD_MILLIS = 10 * 60_000;

  private static final int MAX_DELAY_MILLIS = 60_000;
  private static final int MAX_BYTES_A_MILLI = 25_000;
  private static final int MAX_PACKETS_A_MILLI = 50;
  private static final int MAX_RESTARTS = 1_000;

  private Plausible() {}

  /**
   * Whether to believe it.
   *
   * @param period that it can be about
   */
  static boolean check(LinkReport report, long period) {
    long packets = period * MAX_PACKETS_A_MILLI;
    long bytes = period * MAX_BYTES_A_MILLI;
    return report.roundTripMillis() <= MAX_DELAY_MILLIS
        && report.jitterMillis() <= MAX_DELAY_MILLIS
        && report.packetsReceived() <= packets
        && report.packetsLost() <= packets
        && report.framesDecoded() <= packets
        && report.bytesSent() <= bytes
        && report.bytesReceived() <= bytes
        && report.concealedPermille() <= 1_000
        && report.freezeMillis() <= MAX_PERIOD_MILLIS
        && report.restarts() <= MAX_RESTARTS;
  }
}
