package coach.hybrid.rooms.server.event.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may be the address of a webhook. */
public final class WebhookUrl {
  public static final int MAX_CHARS = 2_048;
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  private WebhookUrl() {}

  /** Null if the text is no such address. */
  public static @Nullable URI parse(String text) {
    if (text.length() > MAX_CHARS) {
      return null;
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return web
              && uri.getHost() != null
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null
              && uri.getPort() <= MAX_PORT
              && uri.getPort() != 0
          ? uri
          : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  static int port(URI url) {
    if (url.getPort() > 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? HTTPS_PORT : HTTP_PORT;
  }

  /** The address if the host is written as one. */
  static @Nullable InetAddress literal(URI url) {
    try {
      return InetAddress.ofLiteral(bare(url.getHost()));
    } catch (IllegalArgumentException e) {
      return null; // A name: judged when it is looked up.
    }
  }

  /** Whether the name stands for this machine by definition (RFC 6761). */
  static boolean isLocalhost(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    return name.equals("localhost") || name.endsWith(".localhost");
  }

  /** Without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
