package coach.hybrid.rooms.client.ui;

import coach.hybrid.rooms.client.bindings.LinksApi;
import coach.hybrid.rooms.client.stats.Chart;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.dom.html.HTMLElement;

/**
 * How everybody's connection was over the session, in the coach's panel: in words, and as small
 * charts that say nothing the words do not. Asks the room only while it stands open.
 */
final class ConnectionPanel {
  private static final int PERIOD_MILLIS = 10_000;

  /** Below these a line stays low: little must not look like much. */
  private static final int USUAL_ROUND_TRIP_MILLIS = 200;

  private static final int USUAL_LOSS_PERMILLE = 50;
  private static final int USUAL_RATE = 10;

  private final HTMLElement element;
  private final RoomScreen.Actions actions;
  private int askedAt = -PERIOD_MILLIS;

  ConnectionPanel(HTMLElement panel, RoomScreen.Actions actions) {
    element = Dom.part(panel, "connections");
    this.actions = actions;
    Dom.part(element, "debug").setAttribute("href", Dom.debugAddress());
  }

  void tick(int nowMillis) {
    if (element.hasAttribute("open") && nowMillis - askedAt >= PERIOD_MILLIS) {
      askedAt = nowMillis;
      actions.loadLinks(this::show);
    }
  }

  private void show(@Nullable JSArrayReader<LinksApi.History> histories) {
    HTMLElement list = Dom.part(element, "connection-list");
    boolean empty = histories != null && histories.getLength() == 0;
    Dom.setText(
        element,
        "connections-words",
        histories == null
            ? "The room does not answer; these figures may be old."
            : empty ? "Nothing has been measured yet." : "");
    if (histories == null) {
      return;
    }
    list.setTextContent("");
    for (int i = 0; i < histories.getLength(); i++) {
      list.appendChild(draw(histories.get(i)));
    }
  }

  private static HTMLElement draw(LinksApi.History history) {
    HTMLElement connection = Dom.copy("connection");
    Dom.setText(connection, "name", history.getName());
    Dom.setText(connection, "path", Dom.phrase("path", history.getPath()));
    int[] until = history.getSeconds();
    int[] roundTrip = history.getRtt();
    int[] loss = history.getLoss();
    int[] rate = history.getRate();
    String milliseconds = " ms";
    chart(
        connection,
        "rtt-words",
        words(
            Chart.last(roundTrip) + milliseconds,
            Chart.most(roundTrip, 0) + milliseconds,
            Chart.last(roundTrip)),
        Chart.line(until, roundTrip, Chart.most(roundTrip, USUAL_ROUND_TRIP_MILLIS)));
    chart(
        connection,
        "loss-words",
        words(percent(Chart.last(loss)), percent(Chart.most(loss, 0)), Chart.last(loss)),
        Chart.line(until, loss, Chart.most(loss, USUAL_LOSS_PERMILLE)));
    chart(
        connection,
        "rate-words",
        words(megabits(Chart.last(rate)), megabits(Chart.most(rate, 0)), Chart.last(rate)),
        Chart.line(until, rate, Chart.most(rate, USUAL_RATE)));
    return connection;
  }

  private static String percent(int permille) {
    return Chart.tenths(permille) + " %";
  }

  private static String megabits(int tenths) {
    return Chart.tenths(tenths) + " Mbit/s";
  }

  private static String words(String now, String most, int last) {
    return (last == Chart.NONE ? "not measured now" : now + " now") + ", at most " + most;
  }

  private static void chart(HTMLElement connection, String part, String words, String line) {
    HTMLElement figure = Dom.part(connection, part);
    figure.setTextContent(words);
    Dom.addChart(figure, line, Chart.WIDTH, Chart.HEIGHT);
  }
}
