package coach.hybrid.rooms.server.socket;

import java.time.Duration;

/** Nobody counts. */
public final class SilentWatch implements SocketWatch {
  @Override
  public void opened(String kind) {}

  @Override
  public void closed(String kind, int code, Duration lasted) {}
}
