package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.LongSupplier;

/**
 * What is relayed between participants. All is asked at every scrape, so it is cheap; the sockets
 * themselves count as {@code relay} in {@link SocketMetrics}.
 */
public final class RelayMetrics {
  private final MeterRegistry registry;
  private final Labels reasons = new Labels(10);

  RelayMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** What went out since the start, in frames and octets. */
  public void watchRelayed(LongSupplier frames, LongSupplier volume) {
    FunctionCounter.builder("rooms.relay.frames", this, _ -> frames.getAsLong())
        .description("Frames relayed to those they were for")
        .register(registry);
    FunctionCounter.builder("rooms.relay.volume", this, _ -> volume.getAsLong())
        .description("What was relayed, headers included")
        .baseUnit("bytes")
        .register(registry);
  }

  /**
   * Frames that did not go out.
   *
   * @param reason one of a few words
   */
  public void watchDropped(String reason, LongSupplier frames) {
    FunctionCounter.builder("rooms.relay.dropped", this, _ -> frames.getAsLong())
        .description("Frames not relayed, by reason")
        .tag("reason", reasons.bound(reason))
        .register(registry);
  }
}
