package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.AllowedHosts;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks out of the network that this service stands in: only public addresses may be
 * called, unless the operator allows more. Judges addresses, never names, so that a name cannot
 * change its meaning after it was judged.
 */
final class AddressGuard {
  /** Address and length; everything here is private, special, or somebody's metadata service. */
  private record Range(byte[] prefix, int bits) {
    static Range of(String text) {
      int slash = text.indexOf('/');
      return new Range(
          InetAddress.ofLiteral(text.substring(0, slash)).getAddress(),
          Integer.parseInt(text.substring(slash + 1)));
    }

    boolean contains(byte[] address) {
      int whole = bits / Byte.SIZE;
      int rest = bits % Byte.SIZE;
      return address.length == prefix.length
          && Arrays.equals(address, 0, whole, prefix, 0, whole)
          && (rest == 0 || ((address[whole] ^ prefix[whole]) & 0xff) >> (Byte.SIZE - rest) == 0);
    }
  }

  /** IANA's special-purpose registries, and one cloud's host address that looks public. */
  private static final List<Range> REFUSED =
      ranges(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "168.63.129.16/32",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.0.0.0/24",
          "192.0.2.0/24",
          "192.88.99.0/24",
          "192.168.0.0/16",
          "198.18.0.0/15",
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4",
          "240.0.0.0/4");

  /** Of IPv6 only what is given out to networks may be called, and not all of that. */
  private static final Range GLOBAL_UNICAST = Range.of("2000::/3");

  private static final List<Range> REFUSED_GLOBAL =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** Translated to IPv4 by the network: judged as what it becomes. */
  private static final Range NAT64 = Range.of("64:ff9b::/96");

  private static final int IPV4_BYTES = 4;

  private final AllowedHosts allowed;

  AddressGuard(AllowedHosts allowed) {
    this.allowed = allowed;
  }

  private static List<Range> ranges(String... texts) {
    return Arrays.stream(texts).map(Range::of).toList();
  }

  /**
   * @param host as the webhook names it
   * @param address what it stands for now
   */
  boolean permits(String host, int port, InetAddress address) {
    return isPublic(address.getAddress()) || allowed.allows(WebhookUrl.bare(host), port, address);
  }

  /** Why a new webhook cannot have this address; null if that is not known yet. */
  @Nullable String refusal(URI url) {
    InetAddress literal = WebhookUrl.literal(url);
    boolean refused =
        literal != null
            ? !permits(url.getHost(), WebhookUrl.port(url), literal)
            : WebhookUrl.isLocalhost(url)
                && !allowed.allows(url.getHost(), WebhookUrl.port(url), null)
                && !allowed.allows(
                    url.getHost(), WebhookUrl.port(url), InetAddress.getLoopbackAddress());
    return refused ? url.getHost() + " is no public address" : null;
  }

  private static boolean isPublic(byte[] address) {
    if (address.length == IPV4_BYTES) {
      return REFUSED.stream().noneMatch(range -> range.contains(address));
    }
    if (NAT64.contains(address)) {
      return isPublic(Arrays.copyOfRange(address, address.length - IPV4_BYTES, address.length));
    }
    return GLOBAL_UNICAST.contains(address)
        && REFUSED_GLOBAL.stream().noneMatch(range -> range.contains(address));
  }
}
