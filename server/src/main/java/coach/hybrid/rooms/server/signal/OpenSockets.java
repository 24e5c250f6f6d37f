package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.config.SocketConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * All sockets of the service, whatever they are for: asks each for a sign of life, and sends
 * everybody away when the service stops.
 */
public final class OpenSockets {
  private static final String STOPPING = "service restarts, reconnect";

  private final SocketConfig config;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final ExecutorService workers;
  private final SocketWatch watch;
  private final Map<FrameSocket, ScheduledFuture<?>> heartbeats = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /**
   * @param scheduler only starts things; what is due runs on {@code workers}
   */
  public OpenSockets(
      SocketConfig config,
      Clock clock,
      ScheduledExecutorService scheduler,
      ExecutorService workers,
      SocketWatch watch) {
    this.watch = watch;
    this.config = config;
    this.clock = clock;
    this.scheduler = scheduler;
    this.workers = workers;
  }

  FrameSocket create(SocketListener listener, SocketLimits limits) {
    return new FrameSocket(listener, limits, this, clock);
  }

  void opened(FrameSocket socket) {
    watch.opened(socket.kind());
    heartbeats.put(socket, repeat(config.pingInterval(), () -> socket.beat(config.silenceLimit())));
    if (stopping) {
      // It was on its way in while the others were sent away.
      socket.close(CloseCode.GOING_AWAY, STOPPING);
    }
  }

  ScheduledFuture<?> repeat(Duration interval, Runnable task) {
    long millis = interval.toMillis();
    return scheduler.scheduleAtFixedRate(
        () -> workers.execute(task), millis, millis, TimeUnit.MILLISECONDS);
  }

  void closed(FrameSocket socket, int code, Duration lasted) {
    watch.closed(socket.kind(), code, lasted);
    ScheduledFuture<?> heartbeat = heartbeats.remove(socket);
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
  }

  /** How many sockets are open. */
  public int count() {
    return heartbeats.size();
  }

  boolean isStopping() {
    return stopping;
  }

  /** Takes no more sockets and closes all there are, each after what it has still to be told. */
  public void stop() {
    stopping = true;
    heartbeats.keySet().forEach(socket -> socket.close(CloseCode.GOING_AWAY, STOPPING));
  }
}
