package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;
import coach.hybrid.rooms.protocol.LinkReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One participant: what all links together take of the line, and the history to draw. */
final class Person {
  /** A rate over less says nothing. */
  private static final int RATED_MILLIS = 2_000;

  /** A report believed, and how long a time it is about. */
  record Believed(LinkReport report, long period) {}

  final String id;
  private final boolean human;
  private long millis;
  private long sent;
  private long received;
  private long peakSent;
  private long peakReceived;
  private Instant since = Instant.EPOCH;
  private @Nullable Series series;

  Person(String id, boolean human) {
    this.id = id;
    this.human = human;
  }

  boolean isHuman() {
    return human;
  }

  long millis() {
    return millis;
  }

  /** Bytes. */
  long sent() {
    return sent;
  }

  long received() {
    return received;
  }

  /** Bits a second. */
  long peakSent() {
    return peakSent;
  }

  long peakReceived() {
    return peakReceived;
  }

  /** Takes what one message says of all links. */
  void take(List<Believed> all, Instant now) {
    if (all.isEmpty()) {
      return;
    }
    Sums sums = Sums.NONE;
    long longest = 0;
    LinkPath path = End.heardBy(all.getFirst().report());
    for (Believed each : all) {
      LinkReport report = each.report();
      sums = sums.plus(report, each.period());
      longest = Math.max(longest, each.period());
      path = Point.lower(path, End.heardBy(report));
    }
    // Of all links over the same time: one that is new has counted a burst of a moment only.
    long up = bitsPerSecond(sums.bytesSent(), longest);
    long down = bitsPerSecond(sums.bytesReceived(), longest);
    millis += longest;
    sent += sums.bytesSent();
    received += sums.bytesReceived();
    if (longest >= RATED_MILLIS) {
      peakSent = Math.max(peakSent, up);
      peakReceived = Math.max(peakReceived, down);
    }
    int seconds = (int) (longest / 1_000);
    Point point =
        new Point(
            0,
            Objects.requireNonNullElse(sums.averageRoundTripMillis(), 0),
            sums.lossPermille(),
            (int) (up / 1_000),
            (int) (down / 1_000),
            path);
    history(now.minusSeconds(seconds)).add(now, seconds, point);
  }

  private static long bitsPerSecond(long bytes, long period) {
    return period == 0 ? 0 : bytes * 8_000 / period;
  }

  private Series history(Instant begin) {
    if (series == null) {
      since = begin;
      series = new Series(begin);
    }
    return series;
  }

  /**
   * How it is to be shown.
   *
   * @param sums of all links of this participant
   */
  RoomFigures.Person view(Sums sums) {
    History history = series == null ? new History(since, List.of()) : series.view();
    return new RoomFigures.Person(id, sums.averageRoundTripMillis(), sums.lossPercent(), history);
  }

  LinksRecord.Person write() {
    return new LinksRecord.Person(
        id,
        human,
        millis,
        sent,
        received,
        peakSent,
        peakReceived,
        since,
        series == null ? null : series.write());
  }

  static Person read(LinksRecord.Person stored) {
    Person person = new Person(stored.id(), stored.human());
    person.millis = stored.millis();
    person.sent = stored.sent();
    person.received = stored.received();
    person.peakSent = stored.peakSent();
    person.peakReceived = stored.peakReceived();
    person.since = stored.since();
    person.series = stored.history() == null ? null : Series.read(stored.since(), stored.history());
    return person;
  }
}
