package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkReport;
import org.jspecify.annotations.Nullable;

/**
 * What one end has measured on a link so far.
 *
 * @param millis that were measured
 * @param roundTrips each round trip time by how long it held, over {@code roundTripMillis}
 * @param jitters each jitter by how long it held, over {@code millis}
 * @param concealed each permille by how long it held, over {@code millis}
 */
record Sums(
    long millis,
    long roundTrips,
    long roundTripMillis,
    long jitters,
    long packetsReceived,
    long packetsLost,
    long bytesSent,
    long bytesReceived,
    long concealed,
    long freezeMillis,
    long framesDecoded,
    int restarts) {
  static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * With one report more.
   *
   * @param period that the report is about
   */
  Sums plus(LinkReport report, long period) {
    boolean timed = report.roundTripMillis() > 0;
    return new Sums(
        millis + period,
        roundTrips + report.roundTripMillis() * period,
        roundTripMillis + (timed ? period : 0),
        jitters + report.jitterMillis() * period,
        packetsReceived + report.packetsReceived(),
        packetsLost + report.packetsLost(),
        bytesSent + report.bytesSent(),
        bytesReceived + report.bytesReceived(),
        concealed + report.concealedPermille() * period,
        freezeMillis + report.freezeMillis(),
        framesDecoded + report.framesDecoded(),
        restarts + report.restarts());
  }

  Sums plus(Sums other) {
    return new Sums(
        millis + other.millis,
        roundTrips + other.roundTrips,
        roundTripMillis + other.roundTripMillis,
        jitters + other.jitters,
        packetsReceived + other.packetsReceived,
        packetsLost + other.packetsLost,
        bytesSent + other.bytesSent,
        bytesReceived + other.bytesReceived,
        concealed + other.concealed,
        freezeMillis + other.freezeMillis,
        framesDecoded + other.framesDecoded,
        restarts + other.restarts);
  }

  /** Null if none was measured. */
  @Nullable Integer averageRoundTripMillis() {
    return mean(roundTrips, roundTripMillis);
  }

  @Nullable Integer averageJitterMillis() {
    return packetsReceived == 0 ? null : mean(jitters, millis);
  }

  private static @Nullable Integer mean(long sum, long millis) {
    return millis == 0 ? null : (int) Math.round((double) sum / millis);
  }

  /** With one decimal; null if nothing was to come. */
  @Nullable Double lossPercent() {
    long expected = packetsReceived + packetsLost;
    return expected == 0 ? null : Math.round(packetsLost * 1_000.0 / expected) / 10.0;
  }

  /** 0 if nothing was to come. */
  int lossPermille() {
    long expected = packetsReceived + packetsLost;
    return expected == 0 ? 0 : (int) (packetsLost * 1_000 / expected);
  }

  /** Of the sound, with one decimal; null if nothing came. */
  @Nullable Double concealedPercent() {
    return packetsReceived == 0 || millis == 0
        ? null
        : Math.round((double) concealed / millis) / 10.0;
  }
}
