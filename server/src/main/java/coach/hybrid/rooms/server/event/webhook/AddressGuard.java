package coach.hybrid.rooms.server.event.webhook;

import coach.hybrid.rooms.server.config.AddressRange;
import coach.hybrid.rooms.server.config.AllowedHosts;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps webhooks out of the network that this service stands in: only public addresses may be
 * called, unless the operator allows more. Judges addresses, never names, so that a name cannot
 * change its meaning after it was judged.
 */
final class AddressGuard {
  /** IANA's special-purpose registries, and one cloud's host address that looks public. */
  private static final List<AddressRange> REFUSED =
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
  private static final AddressRange GLOBAL_UNICAST = AddressRange.of("2000::/3");

  private static final List<AddressRange> REFUSED_GLOBAL =
      ranges("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

  /** Translated to IPv4 by the network: judged as what it becomes. */
  private static final AddressRange NAT64 = AddressRange.of("64:ff9b::/96");

  private static final int IPV4_BYTES = 4;

  private final AllowedHosts allowed;

  AddressGuard(AllowedHosts allowed) {
    this.allowed = allowed;
  }

  private static List<AddressRange> ranges(String... texts) {
    return Arrays.stream(texts).map(AddressRange::of).toList();
  }

  /**
   * @param host as the webhook names it
   * @param address what it stands for now
   */
  boolean permits(String host, int port, InetAddress address) {
    return isPublic(address) || allowed.allows(WebhookUrl.bare(host), port, address);
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

  private static boolean isPublic(InetAddress address) {
    if (address instanceof Inet4Address) {
      return REFUSED.stream().noneMatch(range -> range.contains(address));
    }
    if (NAT64.contains(address)) {
      return isPublic(lastFourBytes(address));
    }
    return GLOBAL_UNICAST.contains(address)
        && REFUSED_GLOBAL.stream().noneMatch(range -> range.contains(address));
  }

  private static InetAddress lastFourBytes(InetAddress address) {
    byte[] bytes = address.getAddress();
    try {
      return InetAddress.getByAddress(
          Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
