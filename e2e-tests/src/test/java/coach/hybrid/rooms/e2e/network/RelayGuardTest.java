package coach.hybrid.rooms.e2e.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import coach.hybrid.rooms.tools.turn.SharedSecret;
import coach.hybrid.rooms.tools.turn.SharedSecret.Credentials;
import coach.hybrid.rooms.tools.turn.TurnClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a participant with good credentials can make the relay do, tried from the client's host:
 * reach other participants, and nothing of the network it stands in.
 */
class RelayGuardTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("rooms.root", ".."), "turn/start.sh").toAbsolutePath().normalize();
  private static final Duration LIFE = Duration.ofHours(1);
  private static final long GIVEN_BACK_NANOS = 10_000_000_000L;
  private static final long ASK_AGAIN_NANOS = 50_000_000;
  private static final String YES = "0";
  private static final String UNAUTHORIZED = "401";

  private static final List<String> INSIDE =
      List.of(
          // Itself.
          "127.0.0.1",
          "127.0.0.53",
          "127.255.255.254",
          "0.0.0.0",
          // What stands beside it: the service, the routers, whoever runs them.
          Host.SERVER.address(),
          Host.SERVER.gateway(),
          Host.CLIENT.gateway(),
          "10.199.9.1",
          "10.199.9.2",
          // Private networks, a carrier's, the kernel's own, the metadata of clouds.
          "10.0.0.1",
          "172.16.0.1",
          "172.17.0.1",
          "172.31.255.254",
          "192.168.0.1",
          "192.168.255.254",
          "100.64.0.1",
          "169.254.0.1",
          "169.254.169.254",
          "168.63.129.16",
          // Everybody.
          "224.0.0.251",
          "239.255.255.250",
          "255.255.255.255",
          // The same in IPv6, and IPv4 in IPv6's clothes.
          "::1",
          "fe80::1",
          "fd00:ec2::254",
          "64:ff9b::7f00:1",
          "::ffff:127.0.0.1",
          "::ffff:10.0.0.1",
          "::ffff:169.254.169.254",
          "::ffff:" + Host.SERVER.address());

  @TempDir private static Path directory;

  private static final List<AutoCloseable> OPENED = new ArrayList<>();
  private static Coturn coturn;
  private static Program user;
  private static Program coach;
  private static Program server;

  /** A Java program on one of the hosts, with a line of words in and out. */
  private static final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    Program(Networks networks, Host host, Class<?> main, String... arguments) throws IOException {
      List<String> command = new ArrayList<>(networks.on(host));
      command.add(System.getProperty("java.home") + "/bin/java");
      command.addAll(List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
      command.addAll(List.of("-cp", Shell.classPath(main, TurnClient.class), main.getName()));
      command.addAll(Arrays.asList(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(Networks.mark());
      process = builder.start();
      answers = process.inputReader(StandardCharsets.UTF_8);
      questions = process.outputWriter(StandardCharsets.UTF_8);
    }

    String next() throws IOException {
      String line = answers.readLine();
      assertNotNull(line, "the program has ended");
      return line;
    }

    String ask(String question) throws IOException {
      questions.write(question + "\n");
      questions.flush();
      return next();
    }

    /** Says something by now. */
    boolean hasMore() throws IOException {
      return answers.ready();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    Optional<String> whyNot = Networks.whyNot();
    assumeTrue(whyNot.isEmpty(), () -> whyNot.orElse(""));
    Networks networks = keep(Networks.open(8_080));
    coturn = keep(Coturn.start(networks, SCRIPT, directory));
    networks.restrict(Restriction.OPEN);
    server = keep(new Program(networks, Host.SERVER, ListenerMain.class));
    coach = keep(new Program(networks, Host.COACH, ListenerMain.class));
    String certificate = coturn.certificate().toString();
    user = keep(new Program(networks, Host.CLIENT, RelayUserMain.class, certificate));
    assertEquals("listening", server.next());
    assertEquals("listening", coach.next());
  }

  private static <T extends AutoCloseable> T keep(T part) {
    OPENED.addFirst(part);
    return part;
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable part : OPENED) {
      part.close();
    }
    OPENED.clear();
  }

  private static Credentials until(Instant expiry, String secret) {
    return new SharedSecret(secret).until(expiry, "client-1");
  }

  /** As the service makes them. */
  private static Credentials good() {
    return until(Clock.systemUTC().instant().plus(LIFE), Coturn.SECRET);
  }

  private static List<String> use(String url, Credentials as, List<String> peers)
      throws IOException {
    List<String> words = new ArrayList<>(List.of(url, as.username(), as.password()));
    words.addAll(peers);
    return List.of(user.ask(String.join(" ", words)).split(" ", -1));
  }

  @Test
  void withGoodCredentialsAnotherParticipantIsReachedAndNothingInside() throws IOException {
    for (String url : Coturn.urls()) {
      List<String> peers = new ArrayList<>(INSIDE);
      peers.add(Host.COACH.address());
      List<String> codes = use(url, good(), peers);
      assertEquals(YES, codes.getFirst(), "an allocation by " + url);
      assertEquals(YES, codes.getLast(), "the coach by " + url);
      Map<String, String> open = new TreeMap<>();
      for (int i = 0; i < INSIDE.size(); i++) {
        if (codes.get(i + 1).equals(YES)) {
          open.put(INSIDE.get(i), url);
        }
      }
      assertEquals(Map.of(), open);
      // Datagrams went out to all of them; the coach's was the last.
      assertEquals(Host.COACH.address(), coach.next());
      assertTrue(!server.hasMore(), "something came through to the server's host by " + url);
    }
    awaitNoAllocation();
  }

  /** The relay closes its ports a little after it has said so. */
  private static void awaitNoAllocation() throws IOException {
    long limit = System.nanoTime() + GIVEN_BACK_NANOS;
    while (coturn.allocations() > 0) {
      assertTrue(System.nanoTime() < limit, "what was given back is gone");
      LockSupport.parkNanos(ASK_AGAIN_NANOS);
    }
  }

  @Test
  void withoutGoodCredentialsThereIsNothing() throws IOException {
    Instant now = Clock.systemUTC().instant();
    Credentials good = good();
    Map<String, Credentials> bad =
        Map.of(
            "expired",
            until(now.minusSeconds(5), Coturn.SECRET),
            "forged",
            new Credentials(good.username(), "Zm9yZ2VkZm9yZ2VkZm9yZ2VkZm9yZw=="),
            "prolonged",
            new Credentials(
                until(now.plus(LIFE).plus(LIFE), Coturn.SECRET).username(), good.password()),
            "somebody else's",
            new Credentials(good.username().replace("client-1", "coach-1"), good.password()),
            "without an end",
            new Credentials("client-1", good.password()),
            "of another relay",
            until(now.plus(LIFE), "secret-of-another-relay"));
    for (String url : Coturn.urls()) {
      for (Map.Entry<String, Credentials> one : bad.entrySet()) {
        List<String> codes = use(url, one.getValue(), List.of(Host.COACH.address()));
        assertEquals(List.of(UNAUTHORIZED), codes, one.getKey() + " by " + url);
      }
    }
  }
}
