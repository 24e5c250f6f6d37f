package coach.hybrid.rooms.server.media;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What all relay sockets have done since the start. For all threads. */
public final class RelayCounters {
  private final LongAdder frames = new LongAdder();
  private final LongAdder octets = new LongAdder();
  private final Map<RelayDrop, LongAdder> dropped = new EnumMap<>(RelayDrop.class);

  public RelayCounters() {
    for (RelayDrop reason : RelayDrop.values()) {
      dropped.put(reason, new LongAdder());
    }
  }

  void relayed(int size) {
    frames.increment();
    octets.add(size);
  }

  void dropped(RelayDrop reason) {
    of(reason).increment();
  }

  private LongAdder of(RelayDrop reason) {
    LongAdder adder = dropped.get(reason);
    if (adder == null) {
      throw new IllegalStateException("every reason has its counter");
    }
    return adder;
  }

  /** Frames that went out to those they were for. */
  public long frames() {
    return frames.sum();
  }

  /** In octets, headers included. */
  public long volume() {
    return octets.sum();
  }

  public long drops(RelayDrop reason) {
    return of(reason).sum();
  }
}
