package coach.hybrid.rooms.client.relay;

/** The way out of what has been encoded for one participant. */
interface Outlet {
  /** Whether a picture given now would leave soon. */
  boolean isClear(int kind, int kilobits);

  void send(int kind, int flags, int codec, int capturedMillis, byte[] payload);
}
