package coach.hybrid.rooms.server.room.link;

import coach.hybrid.rooms.protocol.LinkPath;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history that never grows beyond so many points: when it is full, each two become one. Its
 * points follow each other without a hole; times nobody told of are points, too.
 */
final class Series {
  static final int MAX_POINTS = 240;
  static final int FIRST_STEP_SECONDS = 10;

  /** Reports come a little late without anybody having been away. */
  private static final int UNNOTICED_SECONDS = 15;

  /** 240 of these are ten days. */
  private static final int LAST_STEP_SECONDS = 3_600;

  /** By their numbers in what is stored; new ones go to the end. */
  private static final List<LinkPath> PATHS =
      List.of(
          LinkPath.NONE,
          LinkPath.DIRECT,
          LinkPath.TURN_UDP,
          LinkPath.TURN_TCP,
          LinkPath.TURN_TLS,
          LinkPath.RELAY);

  private static final int VERSION = 1;
  private static final int FIELDS = 6;

  private final Instant begun;
  private final List<Point> points = new ArrayList<>();
  private int stepSeconds = FIRST_STEP_SECONDS;

  Series(Instant begun) {
    this.begun = begun;
  }

  History view() {
    return new History(begun, points);
  }

  /**
   * Adds what was measured within the last so many seconds.
   *
   * @param measured its time does not count
   */
  void add(Instant now, int seconds, Point measured) {
    int until = Math.clamp(Duration.between(begun, now).toSeconds(), lastUntil(), 1 << 30);
    int from = until - seconds;
    if (from - lastUntil() > Math.max(UNNOTICED_SECONDS, stepSeconds)) {
      points.add(Point.gap(from));
    }
    Point point =
        new Point(
            until,
            measured.roundTripMillis(),
            measured.lossPermille(),
            measured.upKbps(),
            measured.downKbps(),
            measured.path());
    int last = points.size() - 1;
    if (last >= 0 && secondsOf(last) < stepSeconds) {
      points.set(last, points.get(last).merge(secondsOf(last), point));
    } else {
      points.add(point);
    }
    if (points.size() >= MAX_POINTS) {
      halve();
    }
  }

  private int lastUntil() {
    return points.isEmpty() ? 0 : points.getLast().untilSeconds();
  }

  private int secondsOf(int index) {
    int before = index == 0 ? 0 : points.get(index - 1).untilSeconds();
    return points.get(index).untilSeconds() - before;
  }

  private void halve() {
    List<Point> halved = new ArrayList<>();
    for (int i = 0; i < points.size(); i += 2) {
      Point point = points.get(i);
      halved.add(i + 1 < points.size() ? point.merge(secondsOf(i), points.get(i + 1)) : point);
    }
    points.clear();
    points.addAll(halved);
    stepSeconds = Math.min(2 * stepSeconds, LAST_STEP_SECONDS);
  }

  /** Short text: numbers of seven bits a byte, times as differences; a version goes first. */
  String write() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, VERSION);
    write(out, stepSeconds);
    int before = 0;
    for (Point point : points) {
      write(out, point.untilSeconds() - before);
      write(out, point.roundTripMillis());
      write(out, point.lossPermille());
      write(out, point.upKbps());
      write(out, point.downKbps());
      write(out, PATHS.indexOf(point.path()));
      before = point.untilSeconds();
    }
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest > 0x7f) {
      out.write((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }

  /** What cannot be read, or comes from a later version, is left out: it is only a picture. */
  static Series read(Instant begun, @Nullable String text) {
    Series series = new Series(begun);
    if (text == null) {
      return series;
    }
    try {
      ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(text));
      if (read(in) == VERSION) {
        series.stepSeconds = Math.clamp(read(in), FIRST_STEP_SECONDS, LAST_STEP_SECONDS);
        while (in.remaining() >= FIELDS && series.points.size() < MAX_POINTS) {
          series.points.add(series.readPoint(in));
        }
      }
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return new Series(begun);
    }
    return series;
  }

  private Point readPoint(ByteBuffer in) {
    int until = lastUntil() + read(in);
    int roundTrip = read(in);
    int loss = read(in);
    int up = read(in);
    int down = read(in);
    int path = read(in);
    return new Point(until, roundTrip, loss, up, down, PATHS.get(Math.min(path, PATHS.size() - 1)));
  }

  private static int read(ByteBuffer in) {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = in.get();
      number |= (next & 0x7f) << shift;
      if (next >= 0) {
        return number & Integer.MAX_VALUE;
      }
    }
    throw new IllegalArgumentException("a number without end");
  }
}
