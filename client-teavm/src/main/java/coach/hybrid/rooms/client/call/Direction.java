package coach.hybrid.rooms.client.call;

/** {@code RTCRtpTransceiverDirection}. */
public enum Direction {
  SENDRECV("sendrecv"),
  SENDONLY("sendonly"),
  RECVONLY("recvonly"),
  INACTIVE("inactive");

  private final String wireName;

  Direction(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public boolean sends() {
    return this == SENDRECV || this == SENDONLY;
  }

  public boolean receives() {
    return this == SENDRECV || this == RECVONLY;
  }

  static Direction of(boolean send, boolean receive) {
    if (send) {
      return receive ? SENDRECV : SENDONLY;
    }
    return receive ? RECVONLY : INACTIVE;
  }
}
