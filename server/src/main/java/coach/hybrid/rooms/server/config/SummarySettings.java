package coach.hybrid.rooms.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads who sums up sessions. */
final class SummarySettings {
  private static final String CHAT = "/chat/completions";

  private final Environment env;

  SummarySettings(Environment env) {
    this.env = env;
  }

  SummaryConfig read() {
    URI chat = chat();
    Secret key = env.secret("AI_SERVICE_KEY");
    String name = env.text("AI_SERVICE_MODEL", "default");
    Duration limit =
        env.duration("AI_SERVICE_TIMEOUT", Duration.ofSeconds(90), Duration.ofSeconds(1));
    return new SummaryConfig(chat == null ? null : new SummaryConfig.Model(chat, key, name, limit));
  }

  /** The service itself, its {@code /v1}, or the full address: as the orb takes it. */
  private @Nullable URI chat() {
    String text = env.optional("AI_SERVICE_URL");
    if (text == null) {
      return null;
    }
    try {
      String base = text.replaceAll("/+$", "");
      boolean full = base.endsWith(CHAT);
      URI url = new URI(full ? base : base + (base.endsWith("/v1") ? "" : "/v1") + CHAT);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getRawQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Said below, as for a URL of another kind.
    }
    env.problem("AI_SERVICE_URL must be http(s)://host[:port][/path]");
    return null;
  }
}
