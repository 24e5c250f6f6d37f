package coach.hybrid.rooms.server.event.webhook;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/** Looks names up and lets only those addresses through that may be called. */
final class GuardedResolver implements SocketAddressResolver {
  private final SocketAddressResolver resolver;
  private final AddressGuard guard;

  GuardedResolver(SocketAddressResolver resolver, AddressGuard guard) {
    this.resolver = resolver;
    this.guard = guard;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    resolver.resolve(
        host,
        port,
        context,
        new Promise<>() {
          @Override
          public void succeeded(List<InetSocketAddress> found) {
            List<InetSocketAddress> permitted =
                found.stream()
                    .filter(address -> guard.permits(host, port, address.getAddress()))
                    .toList();
            if (permitted.isEmpty()) {
              promise.failed(new AddressRefusedException(host));
            } else {
              promise.succeeded(permitted);
            }
          }

          @Override
          public void failed(Throwable failure) {
            promise.failed(failure);
          }
        });
  }

  /** The name stands for addresses that must not be called. */
  static final class AddressRefusedException extends java.io.IOException {
    AddressRefusedException(String host) {
      super(host + " is no public address");
    }
  }
}
