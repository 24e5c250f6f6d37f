package coach.hybrid.rooms.e2e.network;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Machines on networks of their own, made of namespaces: server, coach, client and orb each behind
 * one leg of a router with a firewall. Whoever runs the test reaches the server by a leg of his own
 * that no rule touches. One at a time on a machine; what a killed run left is cleared at the start.
 *
 * <p>For one thread.
 */
public final class Networks implements AutoCloseable {
  private static final Path LOCK = Path.of("/tmp/hybrid-rooms-networks.lock");
  private static final String OPERATOR = "10.199.9.1";
  private static final String OPERATOR_DOOR = "10.199.9.2";

  private final FileChannel lock;
  private final Firewall firewall;
  private final Map<Host, BadLine> badLines = new EnumMap<>(Host.class);

  private Networks(FileChannel lock, int httpPort) {
    this.lock = lock;
    this.firewall = new Firewall(httpPort);
  }

  /** Why there can be none here, in words. */
  public static Optional<String> whyNot() throws IOException, InterruptedException {
    for (String program : List.of("ip", "nft", "turnserver")) {
      if (Shell.attempt("", "sh", "-c", "command -v " + program).code() != 0) {
        return Optional.of("real networks need the program " + program);
      }
    }
    String namespace = Host.PREFIX + "trial-" + ProcessHandle.current().pid();
    Shell.Outcome outcome =
        Shell.attempt(
            "ip netns add " + namespace + "\nip netns exec " + namespace + " nft list ruleset\n",
            "sh",
            "-e",
            "-s");
    Shell.attempt("", "ip", "netns", "del", namespace);
    if (outcome.code() != 0) {
      return Optional.of("real networks need root and network namespaces: " + outcome.said());
    }
    return Files.exists(Path.of("/dev/net/tun"))
        ? Optional.empty()
        : Optional.of("real networks need /dev/net/tun");
  }

  /**
   * Makes them, with everything open; waits for another run on this machine to be over.
   *
   * @param httpPort of the service
   */
  public static Networks open(int httpPort) throws IOException, InterruptedException {
    FileChannel lock = FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.lock() == null) {
        throw new IOException(LOCK + " cannot be locked");
      }
      Leftovers.clear();
      Networks networks = new Networks(lock, httpPort);
      networks.build();
      return networks;
    } catch (IOException | InterruptedException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void build() throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder("ip netns add " + Host.ROUTER + "\n");
    settings(script, Host.ROUTER, "net/ipv4/ip_forward 1");
    for (Host host : Host.values()) {
      join(script, host);
    }
    String server = "ip -n " + Host.SERVER.namespace() + " ";
    script
        .append(server + "addr add " + Host.SERVER.secondAddress() + "/24 dev eth0\n")
        .append("ip link add " + Leftovers.OPERATOR_LINK + " type veth peer name op")
        .append(" netns " + Host.SERVER.namespace() + "\n")
        .append(server + "addr add " + OPERATOR_DOOR + "/30 dev op\n")
        .append(server + "link set op up\n")
        .append("ip addr add " + OPERATOR + "/30 dev " + Leftovers.OPERATOR_LINK + "\n")
        .append("ip link set " + Leftovers.OPERATOR_LINK + " up\n")
        .append("ip route add " + Host.SERVER.subnet() + " via " + OPERATOR_DOOR + "\n");
    Shell.script(script.toString());
  }

  private static void settings(StringBuilder script, String namespace, String... more) {
    List<String> settings = new ArrayList<>(List.of(more));
    settings.add("net/ipv4/conf/all/rp_filter 0");
    settings.add("net/ipv4/conf/default/rp_filter 0");
    settings.add("net/ipv6/conf/all/disable_ipv6 1");
    settings.add("net/ipv6/conf/default/disable_ipv6 1");
    script.append("ip -n ").append(namespace).append(" link set lo up\n");
    script.append("ip netns exec ").append(namespace).append(" sh -c '");
    for (String setting : settings) {
      String[] words = setting.split(" ", 2);
      script.append("test ! -e /proc/sys/" + words[0]);
      script.append(" || echo " + words[1] + " > /proc/sys/" + words[0] + "; ");
    }
    script.append("'\n");
  }

  private static void join(StringBuilder script, Host host) {
    script.append("ip netns add " + host.namespace() + "\n");
    settings(script, host.namespace());
    String router = "ip -n " + Host.ROUTER + " ";
    String here = "ip -n " + host.namespace() + " ";
    script
        .append("ip link add " + host.leg() + " netns " + Host.ROUTER)
        .append(" type veth peer name eth0 netns " + host.namespace() + "\n")
        .append(router + "addr add " + host.gateway() + "/24 dev " + host.leg() + "\n")
        .append(router + "link set " + host.leg() + " up\n")
        .append(here + "addr add " + host.address() + "/24 dev eth0\n")
        .append(here + "link set eth0 up\n")
        .append(here + "route add default via " + host.gateway() + "\n");
  }

  /** What to put before a command so that it runs on this host. */
  public List<String> on(Host host) {
    return List.of("ip", "netns", "exec", host.namespace());
  }

  /** Of all that runs on this host. */
  public List<String> commandLines(Host host) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (ProcessHandle process : Leftovers.in(host.namespace())) {
      try {
        byte[] line = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/cmdline"));
        lines.add(new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip());
      } catch (IOException e) {
        // It has ended meanwhile.
      }
    }
    return lines;
  }

  /** Goes into the environment of whatever runs on a host, so that no run can leave it behind. */
  public static Map<String, String> mark() {
    return Map.of(Leftovers.MARK, Long.toString(ProcessHandle.current().pid()));
  }

  /** From now on, for these hosts only; others stay as they are. */
  public void restrict(Restriction restriction, Host... hosts)
      throws IOException, InterruptedException {
    firewall.restrict(restriction, List.of(hosts));
    Shell.Outcome outcome =
        Shell.attempt(firewall.transaction(), "ip", "netns", "exec", Host.ROUTER, "nft", "-f", "-");
    if (outcome.code() != 0) {
      throw new IOException("nft: " + outcome.said() + "\n" + firewall.transaction());
    }
  }

  /** For all participants. */
  public void restrict(Restriction restriction) throws IOException, InterruptedException {
    restrict(restriction, Host.COACH, Host.CLIENT, Host.ORB);
  }

  /** As when a laptop moves to another network: its address is another one, and the old is gone. */
  public void changeAddress(Host host, boolean back) throws IOException, InterruptedException {
    String from = back ? host.secondAddress() : host.address();
    String to = back ? host.address() : host.secondAddress();
    String here = "ip -n " + host.namespace() + " ";
    Shell.script(
        here
            + ("addr del " + from + "/24 dev eth0\n")
            + here
            + ("addr add " + to + "/24 dev eth0\n")
            + here
            + ("route replace default via " + host.gateway() + "\n"));
  }

  /** Puts a bad line between this host and the router, in the place of a bad one that is there. */
  public BadLine worsen(Host host, LineQuality quality) throws IOException, InterruptedException {
    mend(host);
    BadLine line = BadLine.lay(host, quality);
    badLines.put(host, line);
    return line;
  }

  /** Takes the bad line away; there may be none. */
  public void mend(Host host) throws IOException, InterruptedException {
    BadLine line = badLines.remove(host);
    if (line != null) {
      line.remove();
    }
  }

  /** Leaves everything where it is, as one who is killed does. */
  void abandon() throws IOException {
    lock.close();
  }

  @Override
  public void close() throws IOException {
    try {
      for (Host host : Host.values()) {
        mend(host);
      }
      Leftovers.clear();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the networks are still there");
    } finally {
      lock.close();
    }
  }
}
