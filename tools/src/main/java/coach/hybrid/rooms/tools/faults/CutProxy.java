package coach.hybrid.rooms.tools.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The line between orbs and the service. A cut breaks what is open and keeps out whoever was there
 * before; orbs that are started meanwhile, on another machine as it were, get through.
 */
final class CutProxy implements AutoCloseable {
  private static final int LONGEST_HEAD = 16_384;
  private static final int PIECE = 8_192;

  private final int target;
  private final ServerSocket listener;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /** First lines of requests: they hold the token, and so tell orbs apart. */
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  private final Set<String> barred = ConcurrentHashMap.newKeySet();

  CutProxy(int target) throws IOException {
    this.target = target;
    listener = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  void cut() {
    barred.addAll(seen);
    open.forEach(CutProxy::close);
  }

  void mend() {
    barred.clear();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket from = listener.accept();
        threads.execute(() -> serve(from));
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket from) {
    open.add(from);
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(to);
      byte[] first = new byte[LONGEST_HEAD];
      int length = from.getInputStream().read(first);
      String line = new String(first, 0, Math.max(0, length), StandardCharsets.UTF_8);
      line = line.lines().findFirst().orElse("");
      if (length <= 0 || barred.contains(line)) {
        return;
      }
      seen.add(line);
      to.getOutputStream().write(first, 0, length);
      threads.execute(() -> pump(to, from));
      pump(from, to);
      open.remove(to);
    } catch (IOException e) {
      // One of them has gone; so does the other.
    } finally {
      open.remove(from);
      close(from);
    }
  }

  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[PIECE];
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        out.write(piece, 0, n);
      }
    } catch (IOException e) {
      // Cut.
    }
    close(from);
    close(to);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(CutProxy::close);
    threads.shutdownNow();
  }
}
