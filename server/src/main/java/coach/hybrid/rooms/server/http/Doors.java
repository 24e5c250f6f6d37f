package coach.hybrid.rooms.server.http;

import coach.hybrid.rooms.server.config.HttpConfig;
import coach.hybrid.rooms.server.config.TlsConfig;
import coach.hybrid.rooms.server.tls.ServerTls;
import java.time.Duration;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the service. With a certificate of its own everybody outside speaks TLS; the
 * assistants of this machine, which know only {@code host:port}, have a plain one on loopback.
 */
final class Doors {
  private static final int ACCEPT_QUEUE = 1_024;
  private static final Duration STRICT_TRANSPORT = Duration.ofDays(365);
  private static final String LOOPBACK = "127.0.0.1";

  private final ServerConnector outside;
  private final ServerConnector local;

  /** Exactly one door if there is no TLS. */
  Doors(Server server, HttpConfig http, @Nullable TlsConfig config, @Nullable ServerTls tls) {
    if (config == null || tls == null) {
      outside = plain(server, http.host(), http.port());
      local = outside;
    } else {
      outside = secure(server, http, tls);
      local = plain(server, LOOPBACK, config.localPort());
      server.addConnector(local);
    }
    server.addConnector(outside);
  }

  private static ServerConnector plain(Server server, String host, int port) {
    return listening(new ReadingConnector(server, new HttpConnectionFactory(rules())), host, port);
  }

  private static ServerConnector secure(Server server, HttpConfig http, ServerTls tls) {
    HttpConfiguration rules = rules();
    // Whether the name fits the certificate is for the browser to say.
    rules.addCustomizer(
        new SecureRequestCustomizer(false, false, STRICT_TRANSPORT.toSeconds(), false));
    return listening(
        new ReadingConnector(
            server,
            new SslConnectionFactory(tls.factory(), HttpVersion.HTTP_1_1.asString()),
            new HttpConnectionFactory(rules)),
        http.host(),
        http.port());
  }

  private static HttpConfiguration rules() {
    HttpConfiguration rules = new HttpConfiguration();
    rules.setSendServerVersion(false);
    return rules;
  }

  private static ServerConnector listening(ServerConnector connector, String host, int port) {
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    return connector;
  }

  /** The port that was opened; another than the configured one only if that was 0. */
  int port() {
    return outside.getLocalPort();
  }

  /** Where programs of this machine are heard without TLS. */
  int localPort() {
    return local.getLocalPort();
  }
}
