package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How well people hear each other, as their own browsers measured it; each end by itself. */
public final class LinkMetrics {
  private static final Duration[] ROUND_TRIPS = {
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(150),
    Duration.ofMillis(250),
    Duration.ofMillis(400),
    Duration.ofMillis(700),
    Duration.ofMillis(1_500)
  };

  /** Whole numbers: anything else is rounded up before it is put into a bucket. */
  private static final double[] LOSSES = {1, 2, 3, 5, 8, 15, 30};

  private final MeterRegistry registry;
  private final Labels paths = new Labels(8);
  private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();

  LinkMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** One end measured so much of its link, which goes by that path. */
  public void measured(String path, int roundTripMillis, int packetsReceived, int packetsLost) {
    if (roundTripMillis > 0) {
      Timer.builder("rooms.link.rtt")
          .description("Round trip times of links, as their ends report them")
          .serviceLevelObjectives(ROUND_TRIPS)
          .tag("path", paths.bound(path))
          .register(registry)
          .record(Duration.ofMillis(roundTripMillis));
    }
    long expected = (long) packetsReceived + packetsLost;
    if (expected > 0) {
      DistributionSummary.builder("rooms.link.loss")
          .description("Packets lost within the time of one report")
          .baseUnit("percent")
          .serviceLevelObjectives(LOSSES)
          .tag("path", paths.bound(path))
          .register(registry)
          .record(packetsLost * 100.0 / expected);
    }
  }

  /** One end hears the other by this path from now on. */
  public void taken(String path) {
    endsBy(path).incrementAndGet();
    Counter.builder("rooms.link.paths")
        .description("Ends of links that came to a path, by path")
        .tag("path", paths.bound(path))
        .register(registry)
        .increment();
  }

  /** And no more by this one. */
  public void left(String path) {
    endsBy(path).decrementAndGet();
  }

  private AtomicInteger endsBy(String path) {
    return ends.computeIfAbsent(
        paths.bound(path),
        bounded -> {
          AtomicInteger count = new AtomicInteger();
          Gauge.builder("rooms.link.ends", count::get)
              .description("Ends of links now, by the path on which they hear")
              .tag("path", bounded)
              .register(registry);
          return count;
        });
  }
}
