package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.metric.SocketMetrics;
import coach.hybrid.rooms.server.socket.SocketWatch;
import java.time.Duration;

/** Counts sockets, so that they know nothing of metrics. */
record ObservedSockets(SocketMetrics metrics) implements SocketWatch {
  @Override
  public void opened(String kind) {
    metrics.socketOpened(kind);
  }

  @Override
  public void closed(String kind, int code, Duration lasted) {
    metrics.socketClosed(kind, code, lasted);
  }
}
