package coach.hybrid.rooms.client.signal;

/** A WebSocket to the room service. */
public interface SignalSocket {
  interface Factory {
    /** Begins to connect; the listener hears how that went. */
    SignalSocket connect(Listener listener);
  }

  interface Listener {
    void opened();

    void received(String text);

    /** Closed, or never opened: then the code is 1006 and nobody says why. */
    void closed(int code, String reason);
  }

  void send(String text);

  /** Closes it; the code is 1000 or of 3000 to 4999, as browsers demand. */
  void close(int code);
}
