package coach.hybrid.rooms.server.config;

import java.net.InetAddress;
import java.util.Arrays;
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
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)](?::(\\d{1,5}))?");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]+):(\\d{1,5})");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

  /** Port 0 stands for every port. */
  public sealed interface Rule {}

  record Everything() implements Rule {}

  record Name(String host, int port) implements Rule {}

  /** Addresses that begin like this one; compared as bytes, so a mapped one is an IPv4 address. */
  record Network(InetAddress address, int bits, int port) implements Rule {}

  public AllowedHosts {
    rules = List.copyOf(rules);
  }

  /** Null if the text is none of the forms. */
  static @Nullable Rule parse(String text) {
    if (text.equals("*")) {
      return new Everything();
    }
    String host = text;
    int port = 0;
    Matcher matcher = BRACKETED.matcher(text);
    if (matcher.matches() || (matcher = WITH_PORT.matcher(text)).matches()) {
      host = matcher.group(1);
      port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
      if (port > 65_535 || (port == 0 && matcher.group(2) != null)) {
        return null;
      }
    }
    int slash = host.indexOf('/');
    InetAddress address = literal(slash < 0 ? host : host.substring(0, slash));
    if (address != null) {
      int most = address.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : bits(host.substring(slash + 1), most);
      return bits < 0 ? null : new Network(address, bits, port);
    }
    String name = host.toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() ? new Name(name, port) : null;
  }

  private static @Nullable InetAddress literal(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null; // A name, or nothing at all.
    }
  }

  private static int bits(String text, int most) {
    try {
      int bits = Integer.parseInt(text);
      return bits >= 0 && bits <= most ? bits : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /**
   * @param host as the caller names it
   * @param address what the name stands for; null while nobody has looked it up
   */
  public boolean allows(String host, int port, @Nullable InetAddress address) {
    return rules.stream()
        .anyMatch(rule ->
            switch (rule) {
              case Everything _ -> true;
              case Name name ->
                  name.host().equals(host.toLowerCase(Locale.ROOT)) && fits(name.port(), port);
              case Network network ->
                  address != null && contains(network, address) && fits(network.port(), port);
            });
  }

  private static boolean fits(int rulePort, int port) {
    return rulePort == 0 || rulePort == port;
  }

  private static boolean contains(Network network, InetAddress address) {
    byte[] prefix = network.address().getAddress();
    byte[] bytes = address.getAddress();
    int whole = network.bits() / Byte.SIZE;
    int rest = network.bits() % Byte.SIZE;
    return bytes.length == prefix.length
        && Arrays.equals(bytes, 0, whole, prefix, 0, whole)
        && (rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
  }
}
