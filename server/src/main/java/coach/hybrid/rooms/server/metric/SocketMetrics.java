package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How stable WebSockets of each kind ({@code signal}, {@code media}, {@code relay} …) are. */
public final class SocketMetrics {
  private static final Duration[] BUCKETS = {
    Duration.ofSeconds(1),
    Duration.ofSeconds(10),
    Duration.ofMinutes(1),
    Duration.ofMinutes(5),
    Duration.ofMinutes(15),
    Duration.ofMinutes(30),
    Duration.ofHours(1),
    Duration.ofHours(2),
    Duration.ofHours(8)
  };

  private final MeterRegistry registry;
  private final Labels kinds = new Labels(8);
  private final Labels codes = new Labels(40);
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();

  SocketMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  public void socketOpened(String kind) {
    count("rooms.sockets.opened", "WebSockets opened", kind);
    openOf(kind).incrementAndGet();
  }

  /**
   * Once for every socket that was opened.
   *
   * @param code the close code; 1006 for a socket that ended without one
   */
  public void socketClosed(String kind, int code, Duration lasted) {
    openOf(kind).decrementAndGet();
    Counter.builder("rooms.sockets.closed")
        .description("WebSockets closed, by close code; 1006 is a loss without one")
        .tag("kind", kinds.bound(kind))
        .tag("code", codes.bound(Integer.toString(code)))
        .register(registry)
        .increment();
    Timer.builder("rooms.socket.duration")
        .description("How long WebSockets lasted")
        .serviceLevelObjectives(BUCKETS)
        .tag("kind", kinds.bound(kind))
        .register(registry)
        .record(lasted);
  }

  /** A page came back to the seat it had. */
  public void socketResumed(String kind) {
    count("rooms.sockets.resumed", "Pages that came back to the seat they had", kind);
  }

  /** Sockets of every kind that are open now. */
  public int open() {
    return open.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private void count(String name, String help, String kind) {
    Counter.builder(name)
        .description(help)
        .tag("kind", kinds.bound(kind))
        .register(registry)
        .increment();
  }

  private AtomicInteger openOf(String kind) {
    return open.computeIfAbsent(kinds.bound(kind), this::gauge);
  }

  private AtomicInteger gauge(String kind) {
    AtomicInteger count = new AtomicInteger();
    Gauge.builder("rooms.sockets.open", count::get)
        .description("WebSockets open now")
        .tag("kind", kind)
        .register(registry);
    return count;
  }
}
