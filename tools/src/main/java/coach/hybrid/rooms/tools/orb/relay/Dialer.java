package coach.hybrid.rooms.tools.orb.relay;

import java.util.concurrent.CompletableFuture;

/** Opens sockets to the relay. */
interface Dialer {
  /** One socket that is open. */
  interface Wire {
    /** Sends one message; the next one may follow when this one is out. */
    CompletableFuture<?> send(byte[] message);

    void abort();
  }

  /** Told on any thread, but in order, how one call goes. */
  interface Call {
    void opened(Wire wire);

    void received(byte[] message);

    /** Something came, if only a ping. */
    void alive();

    /** It is over, or never began: a close code, an HTTP status, or 0 for a broken line. */
    void closed(int code);
  }

  void dial(Call call);
}
