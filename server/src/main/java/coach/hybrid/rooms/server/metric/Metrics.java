package coach.hybrid.rooms.server.metric;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** Everything measured by one service; each has a registry of its own, none is shared. */
public final class Metrics implements AutoCloseable {
  /** The text format every Prometheus reads. */
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Far above what the bounded labels can make; what is beyond is not kept. */
  private static final int MAX_METERS = 10_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final RoomMetrics rooms;
  private final SocketMetrics sockets;
  private final ApiMetrics api;
  private final LinkMetrics links;
  private final RelayMetrics relay;
  private final SpeechMetrics speech;

  public Metrics() {
    registry
        .config()
        .meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS))
        .meterFilter(
            new MeterFilter() {
              @Override
              public MeterFilterReply accept(Meter.Id id) {
                // The moving average of the last minutes says nothing a counter's rate does not;
                // the processor's time comes below in seconds.
                return id.getName().startsWith("jvm.gc.overhead")
                        || id.getName().equals("process.cpu.time")
                    ? MeterFilterReply.DENY
                    : MeterFilterReply.NEUTRAL;
              }
            });
    rooms = new RoomMetrics(registry);
    sockets = new SocketMetrics(registry);
    api = new ApiMetrics(registry);
    links = new LinkMetrics(registry);
    relay = new RelayMetrics(registry);
    speech = new SpeechMetrics(registry);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    FunctionCounter.builder("process.cpu", ProcessHandle.current(), Metrics::cpuSeconds)
        .description("Time this process has had from the processors")
        .baseUnit("seconds")
        .register(registry);
    new FileDescriptorMetrics().bindTo(registry);
  }

  private static double cpuSeconds(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
  }

  public RoomMetrics rooms() {
    return rooms;
  }

  public SocketMetrics sockets() {
    return sockets;
  }

  public ApiMetrics api() {
    return api;
  }

  public LinkMetrics links() {
    return links;
  }

  public RelayMetrics relay() {
    return relay;
  }

  public SpeechMetrics speech() {
    return speech;
  }

  /** In {@link #MEDIA_TYPE}. */
  public String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
