package coach.hybrid.rooms.server.event.webhook;

import java.net.URI;
import java.util.Map;

/** One signed request, ready to be sent; the body's UTF-8 bytes are what was signed. */
record Envelope(URI url, Map<String, String> headers, String body) {
  Envelope {
    headers = Map.copyOf(headers);
  }
}
