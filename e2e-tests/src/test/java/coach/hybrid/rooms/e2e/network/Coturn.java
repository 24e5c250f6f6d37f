package coach.hybrid.rooms.e2e.network;

import coach.hybrid.rooms.tools.turn.TurnClient;
import coach.hybrid.rooms.tools.turn.TurnUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The relay as {@code ./rooms turn} sets it up, on the server's second address: over UDP, TCP and
 * TLS, for participants of these networks only. It can be killed and started again.
 */
public final class Coturn implements AutoCloseable {
  static final String ADDRESS = Host.SERVER.secondAddress();
  static final String SECRET = "secret-of-the-networks-and-coturn";
  static final int TLS_PORT = 443;
  private static final int PORT = 3478;
  private static final int FIRST_RELAYED = 49_160;
  private static final int LAST_RELAYED = 50_159;
  private static final int HEXADECIMAL = 16;
  private static final long START_NANOS = 10_000_000_000L;
  private static final long ASK_AGAIN_NANOS = 50_000_000;

  private final List<String> command;
  private final Path directory;
  private final Certificate certificate;
  private Process process;

  private Coturn(List<String> command, Path directory, Certificate certificate) throws IOException {
    this.command = command;
    this.directory = directory;
    this.certificate = certificate;
    this.process = launch();
  }

  /**
   * Starts one.
   *
   * @param script {@code turn/start.sh}
   * @param directory for its certificate, its configuration and its log
   */
  public static Coturn start(Networks networks, Path script, Path directory)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>(networks.on(Host.SERVER));
    command.add(script.toString());
    Coturn coturn = new Coturn(command, directory, Certificate.make(directory, ADDRESS));
    coturn.awaitPorts();
    return coturn;
  }

  /** As an operator would write them, whose participants are all in private networks. */
  private Map<String, String> settings() {
    String peers =
        Stream.of(Host.COACH, Host.CLIENT, Host.ORB)
            .map(host -> host.address() + "-" + host.secondAddress())
            .collect(Collectors.joining(","));
    return Map.of(
        "TURN_SECRET", SECRET,
        "TURN_DOMAIN", ADDRESS,
        "TURN_LISTENING_IP", ADDRESS,
        "TURN_ALLOWED_PEERS", peers,
        "TURN_CERT_FILE", certificate.file().toString(),
        "TURN_KEY_FILE", certificate.key().toString(),
        "TURN_MIN_PORT", Integer.toString(FIRST_RELAYED),
        "TURN_MAX_PORT", Integer.toString(LAST_RELAYED),
        "TURN_STATE_DIR", directory.resolve("state").toString());
  }

  /** What browsers are given, best first. */
  static List<String> urls() {
    String plain = ADDRESS + ":" + PORT + "?transport=";
    return List.of(
        "turn:" + plain + "udp",
        "turn:" + plain + "tcp",
        "turns:" + ADDRESS + ":" + TLS_PORT + "?transport=tcp");
  }

  /** What the service has to know of it. */
  public static Map<String, String> settingsOfTheService() {
    return Map.of("TURN_SERVER_URL", String.join(",", urls()), "TURN_SECRET", SECRET);
  }

  /** Has Chromium believe the relay's certificate, by the digest of its key. */
  public String trustInChromium() throws IOException {
    return "--ignore-certificate-errors-spki-list=" + certificate.keyDigest();
  }

  Path certificate() {
    return certificate.file();
  }

  private Process launch() throws IOException {
    Path log = directory.resolve("turnserver.log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    Map<String, String> environment = new HashMap<>(settings());
    environment.putAll(Networks.mark());
    builder.environment().keySet().removeIf(name -> name.startsWith("TURN_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Its ports open one after the other, the datagrams' last. */
  private void awaitPorts() throws IOException {
    SSLContext trust = Certificate.trusting(certificate.file());
    long limit = System.nanoTime() + START_NANOS;
    for (String url : urls().reversed()) {
      while (!answers(TurnUrl.parse(url), trust)) {
        if (System.nanoTime() > limit || !process.isAlive()) {
          throw new IllegalStateException("coturn did not start, see " + directory);
        }
        LockSupport.parkNanos(ASK_AGAIN_NANOS);
      }
    }
  }

  private static boolean answers(TurnUrl url, SSLContext trust) {
    try (TurnClient client = TurnClient.open(url, trust)) {
      client.bind();
      return true;
    } catch (IOException e) {
      return false; // Not yet.
    }
  }

  /** How many it has now: each has a port of its own that the kernel knows. */
  public long allocations() throws IOException {
    Path table = Path.of("/proc", Long.toString(process.pid()), "net", "udp");
    try (Stream<String> lines = Files.lines(table)) {
      return lines
          .skip(1)
          .map(line -> line.strip().split("\\s+", 3)[1])
          .map(local -> Integer.parseInt(local.substring(local.indexOf(':') + 1), HEXADECIMAL))
          .filter(port -> port >= FIRST_RELAYED && port <= LAST_RELAYED)
          .count();
    }
  }

  /** Without any warning. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void restart() throws IOException {
    process = launch();
    awaitPorts();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
