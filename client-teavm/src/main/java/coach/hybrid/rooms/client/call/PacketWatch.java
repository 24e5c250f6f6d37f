package coach.hybrid.rooms.client.call;

/** When packets of one way came last. */
final class PacketWatch {
  private int count;
  private int lastAt;
  private boolean flowed;

  /** From now on silence counts; whether it is missed depends on what came before. */
  void begin(int nowMillis, boolean keepsFlowed) {
    lastAt = nowMillis;
    flowed &= keepsFlowed;
  }

  void see(int nowMillis, int packets) {
    if (packets > count) {
      flowed = true;
      lastAt = nowMillis;
    }
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
