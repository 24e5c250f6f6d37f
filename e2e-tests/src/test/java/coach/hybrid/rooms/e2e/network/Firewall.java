package coach.hybrid.rooms.e2e.network;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The rules between all hosts as one nft transaction: stateless, so that a change holds at once for
 * flows that are under way. What either end's restriction forbids does not pass.
 */
final class Firewall {
  private static final String PEERS =
      Arrays.stream(Host.values())
          .filter(Host::isPeer)
          .map(Host::subnet)
          .collect(Collectors.joining(", ", "{ ", " }"));

  private final int httpPort;
  private final Map<Host, Restriction> restrictions = new EnumMap<>(Host.class);

  Firewall(int httpPort) {
    this.httpPort = httpPort;
  }

  void restrict(Restriction restriction, Iterable<Host> hosts) {
    hosts.forEach(host -> restrictions.put(host, restriction));
  }

  /** Replaces whatever rules there were. */
  String transaction() {
    StringBuilder chains = new StringBuilder();
    StringBuilder jumps = new StringBuilder();
    restrictions.forEach((host, restriction) -> {
      String chain = host.shortName();
      chains.append("  chain ").append(chain).append(" {\n");
      chains.append(rules(restriction)).append("  }\n");
      for (String end : new String[] {"saddr", "daddr"}) {
        jumps.append("    ip " + end + " " + host.subnet() + " jump " + chain + "\n");
      }
    });
    return "add table inet rooms\ndelete table inet rooms\ntable inet rooms {\n"
        + chains
        + "  chain forward {\n    type filter hook forward priority 0; policy accept;\n"
        + jumps
        + "  }\n}\n";
  }

  private String rules(Restriction restriction) {
    String between = "    ip saddr " + PEERS + " ip daddr " + PEERS + " ";
    return switch (restriction) {
      case OPEN -> "";
      case NO_PEER_UDP -> between + "meta l4proto udp drop\n";
      case NO_UDP -> "    meta l4proto udp drop\n" + between + "drop\n";
      case ONLY_WEB -> service() + both(Coturn.ADDRESS, Coturn.TLS_PORT) + "    drop\n";
      case ONLY_HTTP -> service() + "    drop\n";
      case CUT -> "    drop\n";
    };
  }

  private String service() {
    return both(Host.SERVER.address(), httpPort);
  }

  /** TCP to this port, and what comes back. */
  private static String both(String address, int port) {
    return tcp("d", address, port) + tcp("s", address, port);
  }

  private static String tcp(String end, String address, int port) {
    return "    ip " + end + "addr " + address + " tcp " + end + "port " + port + " return\n";
  }
}
