package coach.hybrid.rooms.server.signal;

import coach.hybrid.rooms.protocol.Protocol;
import coach.hybrid.rooms.server.auth.DoorDecision.Admitted;
import coach.hybrid.rooms.server.config.SocketConfig;
import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Makes the sockets, and asks each open one for a sign of life. */
public final class SignalSockets {
  /** UTF-8 takes at most three bytes for one of the protocol's UTF-16 units. */
  static final int MAX_MESSAGE_BYTES = Protocol.MAX_MESSAGE_CHARS * 3;

  /**
   * Characters a peer may send at once: less than another peer's outbound queue holds, so that
   * nobody is cut off by what somebody else pours out. A hundred offers.
   */
  private static final int VOLUME_BURST = 1024 * 1024;

  private static final int VOLUME_PER_SECOND = 128 * 1024;

  private final SocketConfig config;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final ExecutorService workers;
  private final Map<SignalSocket, ScheduledFuture<?>> heartbeats = new ConcurrentHashMap<>();

  /**
   * @param scheduler only starts things; the beats themselves run on {@code workers}
   */
  public SignalSockets(
      SocketConfig config,
      Clock clock,
      ScheduledExecutorService scheduler,
      ExecutorService workers) {
    this.config = config;
    this.clock = clock;
    this.scheduler = scheduler;
    this.workers = workers;
  }

  SignalSocket create(Admitted admitted) {
    Bucket rate = bucket(config.messageBurst(), config.messagesPerSecond());
    Bucket volume = bucket(VOLUME_BURST, VOLUME_PER_SECOND);
    return new SignalSocket(admitted, rate, volume, clock, this);
  }

  private static Bucket bucket(int burst, int perSecond) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
        .build();
  }

  void opened(SignalSocket socket) {
    long millis = config.pingInterval().toMillis();
    heartbeats.put(
        socket,
        scheduler.scheduleAtFixedRate(
            () -> workers.execute(() -> socket.beat(config.silenceLimit())),
            millis,
            millis,
            TimeUnit.MILLISECONDS));
  }

  void closed(SignalSocket socket) {
    ScheduledFuture<?> heartbeat = heartbeats.remove(socket);
    if (heartbeat != null) {
      heartbeat.cancel(false);
    }
  }

  /** How many sockets are open. */
  public int count() {
    return heartbeats.size();
  }
}
