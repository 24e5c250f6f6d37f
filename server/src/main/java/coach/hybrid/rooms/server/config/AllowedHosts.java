package coach.hybrid.rooms.server.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hosts that may be called although they are in a private network: names, addresses and networks,
 * each for one port or all; {@code *} for everything.
 */
public record AllowedHosts(List<Rule> rules) {
  /** A host, in brackets if it holds colons, and perhaps a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+))(?::([1-9]\\d{0,4}))?");

  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");
  private static final int MAX_PORT = 65_535;

  /** Port 0 stands for every port. */
  public sealed interface Rule {}

  record Everything() implements Rule {}

  record Name(String host, int port) implements Rule {}

  record Network(AddressRange range, int port) implements Rule {}

  public AllowedHosts {
    rules = List.copyOf(rules);
  }

  /** Null if the text is none of the forms. */
  static @Nullable Rule parse(String text) {
    if (text.equals("*")) {
      return new Everything();
    }
    AddressRange bare = AddressRange.parse(text);
    if (bare != null) {
      return new Network(bare, 0);
    }
    Matcher matcher = HOST.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    int port = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    if (port > MAX_PORT) {
      return null;
    }
    AddressRange range = AddressRange.parse(host);
    if (range != null) {
      return new Network(range, port);
    }
    String name = host.toLowerCase(Locale.ROOT);
    return matcher.group(1) == null && NAME.matcher(name).matches() ? new Name(name, port) : null;
  }

  /**
   * Whether a host may be called.
   *
   * @param host as the caller names it
   * @param address what the name stands for; null while nobody has looked it up
   */
  public boolean allows(String host, int port, @Nullable InetAddress address) {
    return rules.stream().anyMatch(rule -> allows(rule, host, port, address));
  }

  private static boolean allows(Rule rule, String host, int port, @Nullable InetAddress address) {
    return switch (rule) {
      case Everything _ -> true;
      case Name name -> name.host().equals(host.toLowerCase(Locale.ROOT)) && fits(name.port, port);
      case Network network ->
          address != null && network.range().contains(address) && fits(network.port, port);
    };
  }

  private static boolean fits(int rulePort, int port) {
    return rulePort == 0 || rulePort == port;
  }
}
