package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A coturn on the server's second address, for participants of these networks only. It can be
 * killed and started again.
 */
public final class Coturn implements AutoCloseable {
  private static final int PORT = 3478;
  private static final String SECRET = "secret-of-the-networks-and-coturn";
  private static final long START_NANOS = 10_000_000_000L;
  private static final long ASK_AGAIN_NANOS = 50_000_000;

  private final List<String> prefix;
  private final Path directory;
  private Process process;

  private Coturn(List<String> prefix, Path directory) throws IOException {
    this.prefix = prefix;
    this.directory = directory;
    this.process = launch();
  }

  /**
   * Starts one.
   *
   * @param directory for its configuration and its log
   */
  public static Coturn start(Networks networks, Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("turnserver.conf"), configuration(directory));
    Coturn coturn = new Coturn(networks.on(Host.SERVER), directory);
    coturn.awaitPort();
    return coturn;
  }

  private static String configuration(Path directory) {
    String address = Host.SERVER.secondAddress();
    List<String> lines = new ArrayList<>();
    lines.add("listening-ip=" + address);
    lines.add("relay-ip=" + address);
    lines.add("listening-port=" + PORT);
    lines.add("min-port=49160");
    lines.add("max-port=49400");
    lines.add("realm=networks.test");
    lines.add("use-auth-secret");
    lines.add("static-auth-secret=" + SECRET);
    lines.add("fingerprint");
    lines.addAll(List.of("no-cli", "no-tls", "no-dtls", "no-multicast-peers"));
    lines.add("denied-peer-ip=0.0.0.0-255.255.255.255");
    lines.add("allowed-peer-ip=" + address);
    for (Host host : List.of(Host.COACH, Host.CLIENT, Host.ORB)) {
      lines.add("allowed-peer-ip=" + host.address() + "-" + host.secondAddress());
    }
    lines.add("userdb=" + directory.resolve("turndb"));
    lines.add("pidfile=" + directory.resolve("turnserver.pid"));
    lines.add("log-file=stdout");
    lines.add("simple-log");
    return String.join("\n", lines) + "\n";
  }

  /** What the service has to know of it. */
  public static Map<String, String> settingsOfTheService() {
    String url = "turn:" + Host.SERVER.secondAddress() + ":" + PORT + "?transport=";
    return Map.of("TURN_SERVER_URL", url + "udp," + url + "tcp", "TURN_SECRET", SECRET);
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of("turnserver", "-c", directory.resolve("turnserver.conf").toString()));
    Path log = directory.resolve("turnserver.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(Networks.mark());
    return builder.start();
  }

  private void awaitPort() {
    InetSocketAddress address = new InetSocketAddress(Host.SERVER.secondAddress(), PORT);
    long limit = System.nanoTime() + START_NANOS;
    while (!listens(address)) {
      if (System.nanoTime() > limit || !process.isAlive()) {
        throw new IllegalStateException("coturn did not start, see " + directory);
      }
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 500);
      return true;
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  /** Without any warning. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void restart() throws IOException {
    process = launch();
    awaitPort();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
