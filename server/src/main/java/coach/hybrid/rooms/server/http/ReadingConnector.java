package coach.hybrid.rooms.server.http;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Lets the thread that sees a WebSocket's bytes read them as well: their handlers never wait, and
 * handing each message to another thread costs more than the message itself. Requests still run on
 * virtual threads of their own.
 */
final class ReadingConnector extends ServerConnector {
  ReadingConnector(Server server, ConnectionFactory... factories) {
    super(server, factories);
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    SocketChannelEndPoint endPoint =
        new SocketChannelEndPoint(channel, selector, key, getScheduler()) {
          @Override
          public void fillInterested(Callback callback) {
            super.fillInterested(
                isWebSocket(getConnection())
                    ? Callback.from(
                        InvocationType.NON_BLOCKING, callback::succeeded, callback::failed)
                    : callback);
          }
        };
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }

  /** Also one within TLS, whose hands have been shaken by then. */
  private static boolean isWebSocket(@Nullable Connection connection) {
    return connection instanceof SslConnection tls
        ? tls.getSslEndPoint().getConnection() instanceof WebSocketConnection
        : connection instanceof WebSocketConnection;
  }
}
