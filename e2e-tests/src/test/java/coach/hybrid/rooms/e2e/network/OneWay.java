package coach.hybrid.rooms.e2e.network;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** One direction of a bad line: a thread that takes packets in, and one that lets them out. */
final class OneWay {
  private static final int MOST_UNDER_WAY = 8_192;
  private static final long REST_NANOS = 10_000_000;

  // RFC 791, section 3.1, and RFC 768.
  private static final int PROTOCOL_AT = 9;
  private static final byte UDP = 17;

  /** On its way. */
  private static final class Packet {
    final byte[] octets;
    final long cameNanos;
    final long atNanos;

    Packet(byte[] octets, long cameNanos, long atNanos) {
      this.octets = octets;
      this.cameNanos = cameNanos;
      this.atNanos = atNanos;
    }
  }

  private final Tun from;
  private final Tun to;
  private final LineSchedule schedule;
  private final BlockingQueue<Packet> underWay = new ArrayBlockingQueue<>(MOST_UNDER_WAY);
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong octets = new AtomicLong();
  private final AtomicLong octetsOffered = new AtomicLong();
  private final AtomicLong delayMicros = new AtomicLong();

  OneWay(Tun from, Tun to, LineQuality quality) {
    this.from = from;
    this.to = to;
    this.schedule = new LineSchedule(quality, RandomGenerator.getDefault());
  }

  void start(String name) {
    Thread.ofPlatform().daemon().name(name + "-in").start(this::takeIn);
    Thread.ofPlatform().daemon().name(name + "-out").start(this::letOut);
  }

  private void takeIn() {
    while (true) {
      byte[] packet = from.read();
      if (packet.length == 0) {
        LockSupport.parkNanos(REST_NANOS); // Not up yet.
        continue;
      }
      boolean counts = isDatagram(packet);
      octetsOffered.addAndGet(counts ? packet.length : 0);
      long now = System.nanoTime();
      long arrival = schedule.arrival(packet.length, now);
      if (arrival == LineSchedule.LOST || !underWay.offer(new Packet(packet, now, arrival))) {
        lost.addAndGet(counts ? 1 : 0);
      }
    }
  }

  /** UDP over IPv4: what else crosses the line, such as sockets to the service, is no media. */
  private static boolean isDatagram(byte[] packet) {
    return packet.length > PROTOCOL_AT && packet[PROTOCOL_AT] == UDP;
  }

  private void letOut() {
    try {
      while (true) {
        Packet packet = underWay.take();
        long left = packet.atNanos - System.nanoTime();
        while (left > 0) {
          LockSupport.parkNanos(left);
          left = packet.atNanos - System.nanoTime();
        }
        to.write(packet.octets);
        if (isDatagram(packet.octets)) {
          passed.incrementAndGet();
          octets.addAndGet(packet.octets.length);
          delayMicros.addAndGet((System.nanoTime() - packet.cameNanos) / 1_000);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // The line is taken away.
    }
  }

  /**
   * Datagrams that passed, datagrams that were lost, octets that passed, octets that came to it,
   * and the delays of what passed, summed up in microseconds.
   */
  @Override
  public String toString() {
    return passed + " " + lost + " " + octets + " " + octetsOffered + " " + delayMicros;
  }
}
