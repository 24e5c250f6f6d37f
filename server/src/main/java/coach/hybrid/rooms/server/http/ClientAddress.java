package coach.hybrid.rooms.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, behind proxies that are trusted to say so. */
final class ClientAddress {
  private ClientAddress() {}

  /** The nearest address in {@code X-Forwarded-For} that is no trusted proxy's. */
  static @Nullable InetAddress of(Request request, Set<InetAddress> trustedProxies) {
    if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress end)
        || end.getAddress() == null) {
      return null;
    }
    List<String> forwarded = request.getHeaders().getCSV("X-Forwarded-For", false);
    return of(end.getAddress(), forwarded == null ? List.of() : forwarded, trustedProxies);
  }

  static InetAddress of(
      InetAddress socket, List<String> forwarded, Set<InetAddress> trustedProxies) {
    InetAddress nearest = socket;
    for (String entry : forwarded.reversed()) {
      if (!trustedProxies.contains(nearest)) {
        break;
      }
      try {
        nearest = InetAddress.ofLiteral(entry.strip());
      } catch (IllegalArgumentException e) {
        break; // Not an address: the proxy that passed it on answers for it.
      }
    }
    return nearest;
  }
}
