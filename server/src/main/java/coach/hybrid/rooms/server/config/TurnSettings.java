package coach.hybrid.rooms.server.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where the relay is and how it knows participants; seed 000's names, and what they mean. */
final class TurnSettings {
  /** coturn takes a first = or " of its configuration for its own. */
  private static final Pattern SECRET = Pattern.compile("[^=\"].{15,}");

  /** Browsers wait for all of them before they call the network hopeless. */
  private static final int MAX_URLS = 8;

  /** RFC 7065; a browser that is given anything else throws, and there is no call at all. */
  private static final Pattern URL =
      Pattern.compile(
          "turns?:([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+\\])"
              + "(:[1-9][0-9]{0,4})?(\\?transport=(udp|tcp))?");

  private final Environment env;

  TurnSettings(Environment env) {
    this.env = env;
  }

  TurnConfig read() {
    String urlName = present("TURN_SERVER_URL", "TURN_URLS");
    List<String> urls = env.list(urlName, "");
    check(urlName, urls);
    String username = env.optional(present("TURN_USERNAME", "TURN_SERVER_USERNAME"));
    Secret password = env.secret(present("TURN_PASSWORD", "TURN_SERVER_PASSWORD"));
    Secret secret = env.secret("TURN_SECRET");
    if (secret != null && !SECRET.matcher(secret.reveal()).matches()) {
      env.problem("TURN_SECRET must have at least 16 characters, the first neither = nor \"");
    }
    boolean pair = username != null && password != null;
    if (!urls.isEmpty() && secret == null && !pair) {
      env.problem(urlName + " needs TURN_SECRET, or TURN_USERNAME and TURN_PASSWORD");
    }
    if (urls.isEmpty() && (secret != null || username != null || password != null)) {
      env.problem("TURN credentials need " + urlName);
    }
    return new TurnConfig(urls, username, password, secret, life());
  }

  private Duration life() {
    return env.duration("TURN_CREDENTIAL_LIFE", Duration.ofHours(1), Duration.ofSeconds(30));
  }

  private String present(String name, String alias) {
    return env.optional(name) == null && env.optional(alias) != null ? alias : name;
  }

  private void check(String name, List<String> urls) {
    String problem = problemOf(urls);
    if (problem != null) {
      env.problem(name + " must be " + problem);
    }
  }

  private static @Nullable String problemOf(List<String> urls) {
    if (urls.size() > MAX_URLS) {
      return "at most " + MAX_URLS + " addresses";
    }
    for (String url : urls) {
      if (!URL.matcher(url).matches()) {
        return "turn: or turns:HOST[:PORT][?transport=udp|tcp] addresses, separated by commas";
      }
      if (url.startsWith("turns:") && url.endsWith("=udp")) {
        return "turns: with ?transport=tcp: browsers speak TLS to a relay over TCP only";
      }
    }
    return null;
  }
}
