package coach.hybrid.rooms.server.signal;

import java.time.Duration;

/** Counts nothing. */
final class UncountedSockets implements SocketWatch {
  @Override
  public void opened(String kind) {}

  @Override
  public void closed(String kind, int code, Duration lasted) {}
}
