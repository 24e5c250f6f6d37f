package coach.hybrid.rooms.client.capture;

/** A WebSocket to the room service that takes bytes and says nothing. */
public interface MediaSocket {
  interface Factory {
    /** Begins to connect; the listener hears how that went. */
    MediaSocket connect(Listener listener);
  }

  interface Listener {
    void opened();

    /** Closed, or never opened: then the code is 1006 and nobody says why. */
    void closed(int code);
  }

  void send(byte[] frame);

  /** What was sent and has not left this machine. */
  int bufferedBytes();

  void close();
}
