package coach.hybrid.rooms.server.socket;

import coach.hybrid.rooms.protocol.CloseCode;
import coach.hybrid.rooms.server.config.SocketConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * All sockets of the service, whatever they are for: asks each for a sign of life, and sends
 * everybody away when the service stops.
 */
public final class OpenSockets {
  private static final String STOPPING = "service restarts, reconnect";

  /** The sockets are asked in so many portions an interval, rather than all at once. */
  private static final int PORTIONS = 10;

  private final SocketConfig config;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Executor workers;
  private final SocketWatch watch;
  private final List<Set<FrameSocket>> portions =
      Stream.<Set<FrameSocket>>generate(ConcurrentHashMap::newKeySet).limit(PORTIONS).toList();
  private final List<ScheduledFuture<?>> beats = new ArrayList<>();
  private volatile boolean stopping;

  /**
   * @param scheduler only starts things; what is due runs on {@code workers}
   */
  public OpenSockets(
      SocketConfig config,
      Clock clock,
      ScheduledExecutorService scheduler,
      Executor workers,
      SocketWatch watch) {
    this.watch = watch;
    this.config = config;
    this.clock = clock;
    this.scheduler = scheduler;
    this.workers = workers;
    long millis = config.pingInterval().toMillis();
    for (int i = 0; i < PORTIONS; i++) {
      Set<FrameSocket> portion = portions.get(i);
      beats.add(every(millis, millis * (i + 1) / PORTIONS, () -> beat(portion)));
    }
  }

  private void beat(Set<FrameSocket> portion) {
    portion.forEach(
        socket -> socket.beat(config.pingInterval().toMillis() / 2, config.silenceLimit()));
  }

  public FrameSocket create(SocketListener listener, SocketLimits limits) {
    return new FrameSocket(listener, limits, this, clock);
  }

  private Set<FrameSocket> portionOf(FrameSocket socket) {
    return portions.get(Math.floorMod(socket.hashCode(), PORTIONS));
  }

  void opened(FrameSocket socket) {
    watch.opened(socket.kind());
    portionOf(socket).add(socket);
    if (stopping) {
      // It was on its way in while the others were sent away.
      socket.close(CloseCode.GOING_AWAY, STOPPING);
    }
  }

  void closed(FrameSocket socket, int code, Duration lasted) {
    watch.closed(socket.kind(), code, lasted);
    portionOf(socket).remove(socket);
  }

  /** On a thread that may wait. */
  void run(Runnable task) {
    workers.execute(task);
  }

  public ScheduledFuture<?> repeat(Duration interval, Runnable task) {
    return every(interval.toMillis(), interval.toMillis(), task);
  }

  private ScheduledFuture<?> every(long millis, long firstMillis, Runnable task) {
    return scheduler.scheduleAtFixedRate(
        () -> run(task), firstMillis, millis, TimeUnit.MILLISECONDS);
  }

  /** How many sockets are open. */
  public int count() {
    return portions.stream().mapToInt(Set::size).sum();
  }

  boolean isStopping() {
    return stopping;
  }

  /** Takes no more sockets and closes all there are, each after what it has still to be told. */
  public void stop() {
    stopping = true;
    beats.forEach(beat -> beat.cancel(false));
    portions.forEach(
        portion -> portion.forEach(socket -> socket.close(CloseCode.GOING_AWAY, STOPPING)));
  }
}
