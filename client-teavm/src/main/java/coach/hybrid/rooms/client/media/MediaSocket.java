package coach.hybrid.rooms.client.media;

/** A WebSocket to the room service for bytes. */
public interface MediaSocket {
  interface Factory {
    /** Begins to connect; the listener hears how that went. */
    MediaSocket connect(Listener listener);
  }

  interface Listener {
    void opened();

    /** Something came in; nobody else writes to it. */
    void received(byte[] message);

    /** Closed, or never opened: then the code is 1006 and nobody says why. */
    void closed(int code);
  }

  void send(byte[] frame);

  /** What was sent and has not left this machine. */
  int bufferedBytes();

  void close();
}
