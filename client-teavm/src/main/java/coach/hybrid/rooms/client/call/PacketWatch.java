package coach.hybrid.rooms.client.call;

/** When packets of one way came last. */
final class PacketWatch {
  /** What was on its way when the other end fell silent has come by then. */
  static final int SETTLE_MILLIS = 1_500;

  private int count;
  private int lastAt;
  private boolean flowed;
  private boolean settling;
  private int settledAt;

  /** From now on silence counts; whether it is missed depends on what came before. */
  void begin(int nowMillis) {
    lastAt = nowMillis;
    settling = false;
  }

  /** What came before says nothing about what is to come. */
  void forget(int nowMillis) {
    lastAt = nowMillis;
    flowed = false;
  }

  /** The other end says that it sends nothing more; what it sent before may still come. */
  void end(int nowMillis) {
    forget(nowMillis);
    settling = true;
    settledAt = nowMillis + SETTLE_MILLIS;
  }

  void see(int nowMillis, int packets) {
    if (packets > count) {
      flowed |= !settling;
      lastAt = nowMillis;
    }
    settling &= nowMillis < settledAt;
    count = packets;
  }

  boolean flowed() {
    return flowed;
  }

  /** Milliseconds since the last one was seen. */
  int gap(int nowMillis) {
    return nowMillis - lastAt;
  }
}
