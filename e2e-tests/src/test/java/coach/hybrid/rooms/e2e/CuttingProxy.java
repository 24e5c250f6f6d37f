package coach.hybrid.rooms.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A proxy that ends every connection after a time, as those do that know nothing of WebSockets. */
final class CuttingProxy implements AutoCloseable {
  private final int target;
  private final Duration patience;
  private final ServerSocket listener;
  private final ScheduledExecutorService scissors = Executors.newSingleThreadScheduledExecutor();

  CuttingProxy(int target, Duration patience) throws IOException {
    this.target = target;
    this.patience = patience;
    listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listener.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        pump(from, to);
        pump(to, from);
        var _ = scissors.schedule(() -> cut(from, to), patience.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      scissors.shutdown(); // Closed.
    }
  }

  private static void pump(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
            to.shutdownOutput();
          } catch (IOException e) {
            cut(from, to);
          }
        });
  }

  private static void cut(Socket one, Socket other) {
    for (Socket socket : new Socket[] {one, other}) {
      try {
        socket.close();
      } catch (IOException e) {
        // It was gone already.
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    scissors.shutdownNow();
  }
}
