package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.metric.SocketMetrics;
import coach.hybrid.rooms.server.signal.SocketWatch;
import java.time.Duration;

/** Counts sockets, so that they know nothing of metrics. */
final class CountedSockets implements SocketWatch {
  /** RFC 6455, section 7.4.1: never sent, stands for no close frame at all. */
  private static final int NO_CLOSE = 1006;

  private final SocketMetrics metrics;

  CountedSockets(SocketMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void opened(String kind) {
    metrics.socketOpened(kind);
  }

  @Override
  public void closed(String kind, int code, Duration lasted) {
    metrics.socketClosed(kind, code, lasted);
    if (code == NO_CLOSE) {
      metrics.socketLost(kind);
    }
  }
}
