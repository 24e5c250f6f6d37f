package coach.hybrid.rooms.server.room.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import coach.hybrid.rooms.protocol.LinkPath;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final Instant BEGUN = Instant.parse("2026-06-30T15:00:00Z");

  private final Series series = new Series(BEGUN);

  private void add(int until, int seconds, int roundTrip, LinkPath path) {
    Point point = new Point(0, roundTrip, roundTrip / 10, roundTrip * 10, roundTrip * 20, path);
    series.add(BEGUN.plusSeconds(until), seconds, point);
  }

  private List<Point> points() {
    return series.view().points();
  }

  @Test
  void itNeverHoldsMoreThanItsPointsAndCoversTheWholeTime() {
    for (int i = 1; i <= 5_000; i++) {
      add(i * 10, 10, 40, LinkPath.DIRECT);
      assertTrue(points().size() < Series.MAX_POINTS);
    }
    assertEquals(50_000, points().getLast().untilSeconds());
    assertTrue(points().size() >= Series.MAX_POINTS / 4, () -> "only " + points().size());
    assertTrue(points().stream().allMatch(point -> point.roundTripMillis() == 40));
  }

  @Test
  void twoThatBecomeOneKeepTheMeanAndTheLowerRung() {
    for (int i = 1; i < Series.MAX_POINTS; i++) {
      boolean odd = i % 2 == 1;
      add(i * 10, 10, odd ? 100 : 200, odd ? LinkPath.DIRECT : LinkPath.RELAY);
    }
    assertEquals(new Point(10, 100, 10, 1_000, 2_000, LinkPath.DIRECT), points().getFirst());
    add(Series.MAX_POINTS * 10, 10, 200, LinkPath.RELAY);
    assertEquals(Series.MAX_POINTS / 2, points().size());
    assertEquals(new Point(20, 150, 15, 1_500, 3_000, LinkPath.RELAY), points().getFirst());
  }

  @Test
  void reportsInQuickSuccessionBecomeOnePoint() {
    add(2, 2, 100, LinkPath.DIRECT);
    add(4, 2, 200, LinkPath.TURN_UDP);
    add(10, 6, 150, LinkPath.DIRECT);
    add(20, 10, 30, LinkPath.DIRECT);
    assertEquals(
        List.of(
            new Point(10, 150, 15, 1_500, 3_000, LinkPath.TURN_UDP),
            new Point(20, 30, 3, 300, 600, LinkPath.DIRECT)),
        points());
  }

  @Test
  void aTimeNobodyToldOfIsAGap() {
    add(10, 10, 40, LinkPath.DIRECT);
    add(70, 10, 50, LinkPath.DIRECT);
    assertEquals(List.of(10, 60, 70), points().stream().map(Point::untilSeconds).toList());
    assertEquals(Point.gap(60), points().get(1));
  }

  @Test
  void holesDoNotWearTheOldTimesDown() {
    for (int i = 1; i <= 2_000; i++) {
      add(i * 60, 1, 40, LinkPath.DIRECT);
    }
    int before = 0;
    for (Point point : points()) {
      int seconds = point.untilSeconds() - before;
      assertTrue(seconds <= 2_500, () -> point + " is about " + seconds + " s");
      before = point.untilSeconds();
    }
  }

  @Test
  void aRoundTripThatWasNotMeasuredDoesNotDilute() {
    add(4, 4, 0, LinkPath.DIRECT);
    add(10, 6, 80, LinkPath.DIRECT);
    assertEquals(80, points().getFirst().roundTripMillis());
  }

  @Test
  void itIsReadAsItWasWrittenAndGoesOn() {
    for (int i = 1; i <= 300; i++) {
      add(i * 10, 10, i * 7 % 900, i % 3 == 0 ? LinkPath.RELAY : LinkPath.DIRECT);
    }
    String text = series.write();
    Series read = Series.read(BEGUN, text);
    assertEquals(points(), read.view().points());
    add(3_010, 10, 5, LinkPath.DIRECT);
    read.add(BEGUN.plusSeconds(3_010), 10, new Point(0, 5, 0, 50, 100, LinkPath.DIRECT));
    assertEquals(points(), read.view().points());
    assertTrue(text.length() < 3_500, () -> text.length() + " characters");
  }

  @Test
  void whatCannotBeReadIsAnEmptyHistory() {
    for (String text : List.of("", "?", "AA", "Ag", "AQo/////////", "//////////8")) {
      assertEquals(List.of(), Series.read(BEGUN, text).view().points(), text);
    }
  }
}
