package coach.hybrid.rooms.client.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void nothingMeasuredIsNoLine() {
    assertEquals("", Chart.line(new int[0], new int[0], 10));
    assertEquals("", Chart.line(new int[] {10}, new int[] {Chart.NONE}, 10));
  }

  @Test
  void eachValueHoldsForItsTimeBetweenTheEdges() {
    assertEquals(
        "M0 31H120L120 1H240", Chart.line(new int[] {10, 20}, new int[] {0, 100}, 100));
  }

  @Test
  void theLineBreaksOffWhereNothingWasMeasured() {
    assertEquals(
        "M0 16H60M180 16H240",
        Chart.line(new int[] {10, 30, 40}, new int[] {5, Chart.NONE, 5}, 10));
  }

  @Test
  void valuesBeyondTheEdgeStayInside() {
    assertEquals("M0 1H240", Chart.line(new int[] {10}, new int[] {500}, 100));
  }

  @Test
  void theScaleNeverMakesLittleLookLikeMuch() {
    assertEquals(100, Chart.most(new int[] {3, Chart.NONE, 8}, 100));
    assertEquals(340, Chart.most(new int[] {3, 340}, 100));
    assertEquals(Chart.NONE, Chart.last(new int[0]));
    assertEquals(8, Chart.last(new int[] {3, 8}));
  }

  @Test
  void tenthsHaveADecimalOnlyIfTheyNeedOne() {
    assertEquals("0", Chart.tenths(0));
    assertEquals("0.4", Chart.tenths(4));
    assertEquals("12", Chart.tenths(120));
  }
}
