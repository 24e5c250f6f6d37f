package coach.hybrid.rooms.tools.orb;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The orb's line to the service, opened again whenever it breaks. The orb's thread only, but for
 * what its sockets tell, and the addresses.
 */
final class ServiceLine implements ServiceSocket.Listener, Orb.Line {
  /** Told on the orb's thread. */
  interface Listener {
    void opened();

    void received(String text);

    /** It broke, and will be tried again. */
    void lost();

    /** The service wants no more of this orb. */
    void refused(int code);
  }

  private static final long SILENCE_LIMIT_MILLIS = 20_000;
  private static final long RECONNECT_MILLIS = 500;

  private final HttpClient http;
  private final Executor orbThread;
  private final LongSupplier clock;
  private final Listener listener;
  private volatile Settings settings;
  private @Nullable ServiceSocket socket;
  private boolean open;
  private boolean over;
  private long dueMillis;
  private long lastSignMillis;

  ServiceLine(
      Settings settings,
      HttpClient http,
      Executor orbThread,
      LongSupplier clock,
      Listener listener) {
    this.settings = settings;
    this.http = http;
    this.orbThread = orbThread;
    this.clock = clock;
    this.listener = listener;
  }

  /** From time to time, from the first on: opens what is not, and gives up what is silent. */
  void tick() {
    long now = clock.getAsLong();
    ServiceSocket held = socket;
    if (held == null && !over && now >= dueMillis) {
      lastSignMillis = now;
      socket = ServiceSocket.open(http, settings.socket(), this);
    } else if (held != null && open && now - lastSignMillis > SILENCE_LIMIT_MILLIS) {
      held.abort();
      ended(held, 0);
    }
  }

  boolean isOpen() {
    return open;
  }

  /** Where the relay is by now. Any thread. */
  URI relay() {
    return settings.relay();
  }

  @Override
  public void renew(String token) {
    settings = settings.withToken(token);
  }

  @Override
  public void send(String text) {
    if (socket != null && open) {
      socket.send(text);
    }
  }

  /** For good, once what was sent is out. */
  void close(Duration limit) {
    over = true;
    if (socket != null && open) {
      socket.close(limit);
    }
  }

  @Override
  public void opened(ServiceSocket opened) {
    orbThread.execute(() -> {
      if (opened == socket && !over) {
        open = true;
        lastSignMillis = clock.getAsLong();
        listener.opened();
      }
    });
  }

  @Override
  public void received(ServiceSocket from, String text) {
    orbThread.execute(() -> {
      if (from == socket && !over) {
        lastSignMillis = clock.getAsLong();
        listener.received(text);
      }
    });
  }

  @Override
  public void alive(ServiceSocket from) {
    orbThread.execute(() -> lastSignMillis = from == socket ? clock.getAsLong() : lastSignMillis);
  }

  @Override
  public void closed(ServiceSocket gone, int code) {
    orbThread.execute(() -> ended(gone, code));
  }

  private void ended(ServiceSocket gone, int code) {
    if (gone != socket || over) {
      return;
    }
    socket = null;
    open = false;
    System.out.println("orb: the socket closed: " + code);
    if (Farewell.isFinal(code)) {
      over = true;
      listener.refused(code);
    } else {
      dueMillis = clock.getAsLong() + RECONNECT_MILLIS;
      listener.lost();
    }
  }
}
