package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.metric.Metrics;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/**
 * What the service knows of its own health.
 *
 * @param connections how many sockets of all kinds are open
 * @param ready whether it can take new work: started, not stopping, and its store works
 */
public record Vitals(
    String version, IntSupplier connections, BooleanSupplier ready, Metrics metrics) {}
