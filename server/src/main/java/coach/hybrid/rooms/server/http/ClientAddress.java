package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.config.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, behind proxies that are trusted to say so. They add their word at the
 * end of {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239); whatever stands before the first
 * address that is no trusted proxy's may be invented. Where both are there the former counts:
 * proxies that write it often let a stranger's {@code Forwarded} pass.
 */
final class ClientAddress {
  private static final String FORWARDED = "Forwarded";

  private ClientAddress() {}

  /** The nearest address that is no trusted proxy's. */
  static @Nullable InetAddress of(Request request, List<AddressRange> trustedProxies) {
    InetAddress socket = socketAddress(request);
    return socket == null ? null : of(socket, hops(request.getHeaders()), trustedProxies);
  }

  static InetAddress of(
      InetAddress socket, List<String> forwarded, List<AddressRange> trustedProxies) {
    InetAddress nearest = socket;
    for (String hop : forwarded.reversed()) {
      InetAddress address = trusted(nearest, trustedProxies) ? addressOf(hop) : null;
      if (address == null) {
        break; // Not an address: the proxy that passed it on answers for it.
      }
      nearest = address;
    }
    return nearest;
  }

  /** Whether a trusted proxy says that the browser spoke to it without TLS. */
  static boolean cameInPlain(Request request, List<AddressRange> trustedProxies) {
    InetAddress socket = socketAddress(request);
    if (socket == null || !trusted(socket, trustedProxies)) {
      return false;
    }
    List<String> protocols = csv(request.getHeaders(), "X-Forwarded-Proto");
    if (protocols.isEmpty()) {
      protocols = parameters(request.getHeaders(), "proto");
    }
    return !protocols.isEmpty() && protocols.getFirst().equalsIgnoreCase("http");
  }

  private static @Nullable InetAddress socketAddress(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress end
        ? end.getAddress()
        : null;
  }

  private static boolean trusted(InetAddress address, List<AddressRange> trustedProxies) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }

  static List<String> hops(HttpFields headers) {
    List<String> hops = csv(headers, "X-Forwarded-For");
    return hops.isEmpty() ? parameters(headers, "for") : hops;
  }

  private static List<String> csv(HttpFields headers, String name) {
    List<String> values = headers.getCSV(name, false);
    return values == null ? List.of() : values;
  }

  /** One parameter of each element of {@code Forwarded}; empty text where it is missing. */
  private static List<String> parameters(HttpFields headers, String name) {
    List<String> values = new ArrayList<>();
    for (String element : csv(headers, FORWARDED)) {
      String value = "";
      for (String pair : element.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().toLowerCase(Locale.ROOT).equals(name)) {
          value = pair.substring(equals + 1).strip().replace("\"", "");
        }
      }
      values.add(value);
    }
    return values;
  }

  /** {@code 192.0.2.1}, {@code 192.0.2.1:4711}, {@code 2001:db8::1}, {@code [2001:db8::1]:4711}. */
  private static @Nullable InetAddress addressOf(String hop) {
    String text = hop.strip();
    int colon = text.indexOf(':');
    if (text.startsWith("[")) {
      text = text.substring(1, Math.max(1, text.indexOf(']')));
    } else if (colon >= 0 && colon == text.lastIndexOf(':')) {
      text = text.substring(0, colon);
    }
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
