package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkQuality;
import coach.hybrid.rooms.protocol.LinkReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One end of a link: how it hears the other, over all stays of both. */
final class End {
  static final int MAX_PATHS = 32;

  /** A page's clock and ours need not agree to the second. */
  private static final int SLACK_MILLIS = 2_000;

  /** A report that was held up on its way is about the time before. */
  private static final int LATE_MILLIS = 30_000;

  /** What the first report of all may be about. */
  private static final int FIRST_MILLIS = 60_000;

  final String id;
  final String peer;
  private final Deque<PathChange> paths = new ArrayDeque<>();
  private Sums sums = Sums.NONE;
  private int changes;
  private int regained;

  // Of this stay of both; nothing of it is kept.
  private long stay;
  private @Nullable LinkReport last;
  private @Nullable Instant lastAt;

  /** Until when time has been reported about: nobody measures an hour in a minute. */
  private @Nullable Instant toldUntil;

  private LinkPath path = LinkPath.NONE;
  private boolean isHeard;
  private boolean wasHeard;

  End(String id, String peer) {
    this.id = id;
    this.peer = peer;
  }

  Sums sums() {
    return sums;
  }

  int regained() {
    return regained;
  }

  /** By which path it hears the other now. */
  LinkPath path() {
    return path;
  }

  /**
   * Another page at either end is another link.
   *
   * @param now a number that no two pairs of pages share
   */
  void meet(long now) {
    if (stay != now) {
      part();
      stay = now;
    }
  }

  /** One of the two has gone. */
  void part() {
    last = null;
    lastAt = null;
    path = LinkPath.NONE;
    isHeard = false;
    wasHeard = false;
    stay = 0;
  }

  /** How long a time the report can be about, at most as long as it says. */
  long periodOf(LinkReport report, Instant now) {
    long claimed = Math.min(report.periodMillis(), Plausible.MAX_PERIOD_MILLIS);
    long most =
        toldUntil == null
            ? FIRST_MILLIS
            : Duration.between(toldUntil, now).toMillis() + SLACK_MILLIS;
    return Math.clamp(claimed, 0, Math.max(0, most));
  }

  void take(LinkReport report, long period, Instant now) {
    Instant told = toldUntil == null ? now : toldUntil.plusMillis(period);
    Instant oldest = now.minusMillis(LATE_MILLIS);
    toldUntil = told.isBefore(oldest) ? oldest : told;
    last = report;
    lastAt = now;
    sums = sums.plus(report, period);
    setPath(report.path(), now);
    boolean heardNow = heardBy(report) != LinkPath.NONE;
    if (heardNow && !isHeard && wasHeard) {
      regained++;
    }
    isHeard = heardNow;
    wasHeard |= heardNow;
  }

  /** By which path anything comes now: of a link that is lost the path says only how it was. */
  static LinkPath heardBy(LinkReport report) {
    return report.quality() == LinkQuality.LOST ? LinkPath.NONE : report.path();
  }

  private void setPath(LinkPath next, Instant now) {
    if (next == path) {
      return;
    }
    path = next;
    changes++;
    paths.add(new PathChange(now, next));
    if (paths.size() > MAX_PATHS) {
      paths.remove();
    }
  }

  LinkFigures view() {
    return new LinkFigures(
        id,
        peer,
        last,
        lastAt,
        sums.averageRoundTripMillis(),
        sums.lossPercent(),
        sums.averageJitterMillis(),
        sums.concealedPercent(),
        sums.freezeMillis(),
        sums.restarts(),
        List.copyOf(paths),
        changes);
  }

  LinksRecord.End write() {
    Instant since = paths.isEmpty() ? Instant.EPOCH : paths.getFirst().at();
    String packed =
        paths.stream()
            .map(change ->
                Duration.between(since, change.at()).toSeconds() + ":" + change.path().wireName())
            .collect(Collectors.joining(" "));
    return new LinksRecord.End(id, peer, sums, since, packed, changes, regained);
  }

  static End read(LinksRecord.End stored) {
    End end = new End(stored.id(), stored.peer());
    end.sums = stored.sums();
    end.changes = stored.changes();
    end.regained = stored.regained();
    for (String change : stored.paths().split(" ", -1)) {
      String[] parts = change.split(":", 2);
      LinkPath path = parts.length == 2 ? LinkPath.fromWire(parts[1]) : null;
      if (path != null) {
        Instant at = stored.since().plusSeconds(Long.parseLong(parts[0]));
        end.paths.add(new PathChange(at, path));
      }
    }
    return end;
  }
}
