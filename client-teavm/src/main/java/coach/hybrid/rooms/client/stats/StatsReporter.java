package coach.hybrid.rooms.client.stats;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import java.util.ArrayList;
import java.util.List;

/**
 * What the room is told of our links: all of them every ten seconds, and at once when one comes to
 * another path, is lost, or is heard again. Readings count from a link's beginning, reports what
 * was new since the last one.
 */
public final class StatsReporter {
  static final int PERIOD_MILLIS = 10_000;

  /**
   * How a link is now.
   *
   * @param path by which we hear the other end
   * @param restarts of ICE since the link began
   */
  public record Reading(
      String peerId, LinkPath path, LinkQuality quality, LinkStats stats, int restarts) {
    boolean isHeard() {
      return path != LinkPath.NONE && quality != LinkQuality.LOST;
    }
  }

  private List<Tally> tallies = new ArrayList<>();
  private int reportedAt;

  /** Takes a reading of every link there is; what is to be told now is mostly nothing. */
  public List<LinkReport> update(List<Reading> readings, int nowMillis) {
    List<Tally> present = new ArrayList<>();
    if (tallies.isEmpty()) {
      reportedAt = nowMillis;
    }
    boolean due = nowMillis - reportedAt >= PERIOD_MILLIS;
    for (Reading reading : readings) {
      Tally tally = find(reading, nowMillis);
      present.add(tally);
      due |= tally.add(reading);
    }
    tallies = present;
    return due ? report(nowMillis) : new ArrayList<>();
  }

  private Tally find(Reading reading, int nowMillis) {
    for (Tally tally : tallies) {
      if (tally.last.peerId().equals(reading.peerId())) {
        return tally;
      }
    }
    return new Tally(reading, nowMillis);
  }

  private List<LinkReport> report(int nowMillis) {
    List<LinkReport> reports = new ArrayList<>();
    for (Tally tally : tallies) {
      reports.add(tally.take(nowMillis));
    }
    reportedAt = nowMillis;
    return reports;
  }

  /** One link since its last report. */
  private static final class Tally {
    private Reading last;
    private int sinceMillis;
    private LinkPath toldPath = LinkPath.NONE;
    private boolean toldHeard;
    private int roundTrips;
    private int timed;
    private int received;
    private int lost;
    private int sent;
    private int taken;
    private int concealed;
    private int samples;
    private int frames;
    private int freeze;
    private int restarts;

    Tally(Reading first, int nowMillis) {
      last = first;
      sinceMillis = nowMillis;
    }

    /** True if this is worth a report. */
    boolean add(Reading reading) {
      LinkStats now = reading.stats();
      LinkStats before = last.stats();
      restarts += risen(reading.restarts(), last.restarts());
      // The relay counts by itself.
      boolean sameKind =
          (reading.path() == LinkPath.RELAY) == (last.path() == LinkPath.RELAY)
              && now.packetsReceived() >= before.packetsReceived();
      if (!now.pair().equals(before.pair())) {
        roundTrips = 0;
        timed = 0;
      }
      if (now.roundTripMillis() > 0) {
        roundTrips += now.roundTripMillis();
        timed++;
      }
      last = reading;
      if (sameKind) {
        received += now.packetsReceived() - before.packetsReceived();
        lost += now.packetsLost() - before.packetsLost();
        frames += risen(now.framesDecoded(), before.framesDecoded());
        freeze += risen(now.freezeMillis(), before.freezeMillis());
        concealed += risen(now.concealedSamples(), before.concealedSamples());
        samples += risen(now.samplesReceived(), before.samplesReceived());
        sent += risen(now.bytesSent(), before.bytesSent());
        taken += risen(now.bytesReceived(), before.bytesReceived());
      }
      return reading.path() != toldPath || reading.isHeard() != toldHeard;
    }

    /** Right also where a count has wrapped around. */
    private static int risen(int now, int before) {
      return Math.max(0, now - before);
    }

    LinkReport take(int nowMillis) {
      LinkStats stats = last.stats();
      LinkReport report =
          new LinkReport(
              last.peerId(),
              last.path(),
              last.quality(),
              stats.pair(),
              timed == 0 ? 0 : roundTrips / timed,
              Math.max(0, stats.jitterMillis()),
              nowMillis - sinceMillis,
              received,
              Math.max(0, lost),
              sent,
              taken,
              samples < 1_000 ? 0 : Math.min(1_000, concealed / (samples / 1_000)),
              frames,
              freeze,
              restarts);
      sinceMillis = nowMillis;
      toldPath = last.path();
      toldHeard = last.isHeard();
      lost = Math.min(0, lost); // Late packets make good for what was reported as lost.
      roundTrips = 0;
      timed = 0;
      received = 0;
      sent = 0;
      taken = 0;
      concealed = 0;
      samples = 0;
      frames = 0;
      freeze = 0;
      restarts = 0;
      return report;
    }
  }
}
