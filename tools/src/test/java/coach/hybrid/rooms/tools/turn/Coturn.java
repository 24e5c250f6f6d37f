package coach.hybrid.rooms.tools.turn;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The real relay, started as {@code ./rooms turn} starts it, on ports of its own. */
public final class Coturn implements AutoCloseable {
  public static final String SECRET = "secret-of-the-relay";
  private static final Path START = Path.of("../turn/start.sh").toAbsolutePath().normalize();
  private static final long ASK_AGAIN_NANOS = 20_000_000;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final String address;
  private final int port;
  private final int tlsPort;
  private final Path log;
  private final Process process;

  private Coturn(String address, int port, int tlsPort, Path log, Process process) {
    this.address = address;
    this.port = port;
    this.tlsPort = tlsPort;
    this.log = log;
    this.process = process;
  }

  /** At an address that is not loopback, with these settings on top of the usual ones. */
  public static Coturn start(Path directory, String... settings) throws Exception {
    String address = outside(Inet4Address.class);
    if (address == null) {
      throw new IOException("this machine has no address but loopback");
    }
    return startAt(address, directory, settings);
  }

  public static Coturn startAt(String address, Path directory, String... settings)
      throws Exception {
    int port = freePort();
    int tlsPort = freePort();
    Map<String, String> environment = new HashMap<>();
    environment.put("TURN_SECRET", SECRET);
    environment.put("TURN_DOMAIN", "turn.example");
    environment.put("TURN_LISTENING_IP", address);
    environment.put("TURN_PORT", Integer.toString(port));
    environment.put("TURN_TLS_PORT", Integer.toString(tlsPort));
    environment.put("TURN_MIN_PORT", "40000");
    environment.put("TURN_MAX_PORT", "40999");
    environment.put("TURN_STATE_DIR", directory.resolve("turn").toString());
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    Path log = directory.resolve("turn.log");
    Coturn coturn = new Coturn(address, port, tlsPort, log, launch(environment, log));
    coturn.awaitOpen();
    return coturn;
  }

  private static Process launch(Map<String, String> environment, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(START.toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("TURN_"));
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Its ports open one after the other, the datagrams' last. */
  private void awaitOpen() throws Exception {
    long begin = System.nanoTime();
    while (process.isAlive() && System.nanoTime() - begin < PATIENCE_NANOS) {
      try (TurnClient udp = TurnClient.open(udp(), SSLContext.getDefault());
          TurnClient tcp = TurnClient.open(tcp(), SSLContext.getDefault())) {
        udp.bind();
        tcp.bind();
        return;
      } catch (IOException e) {
        LockSupport.parkNanos(ASK_AGAIN_NANOS); // Not listening yet.
      }
    }
    process.destroyForcibly();
    throw new IOException("the relay did not start: " + Files.readString(log));
  }

  public String address() {
    return address;
  }

  public TurnUrl udp() {
    return new TurnUrl(TurnUrl.Line.UDP, address, port);
  }

  public TurnUrl tcp() {
    return new TurnUrl(TurnUrl.Line.TCP, address, port);
  }

  public TurnUrl tls() {
    return new TurnUrl(TurnUrl.Line.TLS, address, tlsPort);
  }

  public Path stateDirectory() {
    return log.resolveSibling("turn");
  }

  /** This machine's first of that kind that others could reach; null if it has none. */
  public static @Nullable String outside(Class<? extends InetAddress> kind) throws IOException {
    Predicate<InetAddress> fits =
        each -> kind.isInstance(each) && !each.isLoopbackAddress() && !each.isLinkLocalAddress();
    List<InetAddress> found = new ArrayList<>();
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(fits)
        .forEach(found::add);
    if (found.isEmpty()) {
      return null;
    }
    String text = found.getFirst().getHostAddress();
    return kind == Inet6Address.class ? text.replaceAll("%.*", "") : text;
  }

  private static int freePort() throws IOException {
    while (true) {
      try (ServerSocket tcp = new ServerSocket(0);
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort())) {
        return udp.getLocalPort();
      } catch (java.net.BindException e) {
        // Taken for datagrams: another one.
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
