package coach.hybrid.rooms.server;

import coach.hybrid.rooms.server.media.RelayCounters;
import coach.hybrid.rooms.server.media.RelayDrop;
import coach.hybrid.rooms.server.metric.RelayMetrics;

/** Reads off what is relayed, so that the relay knows nothing of metrics. */
final class ObservedRelay {
  private ObservedRelay() {}

  static void watch(RelayCounters relay, RelayMetrics metrics) {
    metrics.watchRelayed(relay::frames, relay::volume);
    for (RelayDrop reason : RelayDrop.values()) {
      metrics.watchDropped(reason.word(), () -> relay.drops(reason));
    }
  }
}
