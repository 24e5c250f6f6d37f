package coach.hybrid.rooms.tools.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked at and with which keys, by the command line and the environment of the service.
 *
 * @param origin scheme, host and port by which people reach the service
 * @param apiKey of the main app; empty if it is not known
 * @param roomToken a participant's, whose seat the doctor may take; empty for none
 * @param turnUrls relays to look at if the service does not say
 * @param turnSecret what the relay shares with the service; empty if it is not known
 * @param manager where orbs are ordered; null for nowhere
 * @param authority PEM of an authority that is trusted beside the usual ones
 * @param idle how long a socket must stay
 */
record Patient(
    URI origin,
    String apiKey,
    String roomToken,
    List<String> turnUrls,
    String turnSecret,
    String turnUsername,
    String turnPassword,
    @Nullable URI manager,
    String managerKey,
    @Nullable Path authority,
    Duration idle,
    boolean json) {
  static final String USAGE =
      "doctor [URL] [--room-token=TOKEN] [--ca=FILE] [--idle=SECONDS] [--json]";
  private static final int MAX_IDLE_SECONDS = 3_600;

  Patient {
    turnUrls = List.copyOf(turnUrls);
  }

  static Patient from(List<String> arguments, Map<String, String> environment) {
    String url = null;
    String token = environment.getOrDefault("ROOM_TOKEN", "");
    Path authority = null;
    Duration idle = Duration.ofSeconds(60);
    boolean json = false;
    for (String argument : arguments) {
      if (argument.equals("--json")) {
        json = true;
      } else if (argument.startsWith("--room-token=")) {
        token = after(argument);
      } else if (argument.startsWith("--ca=")) {
        authority = readable(after(argument));
      } else if (argument.startsWith("--idle=")) {
        idle = seconds(after(argument));
      } else if (argument.startsWith("-") || url != null) {
        throw new IllegalArgumentException("not understood: " + argument + " (" + USAGE + ")");
      } else {
        url = argument;
      }
    }
    String port = environment.getOrDefault("PORT", "3001");
    String known = value(environment, "PUBLIC_URL", "");
    String fallback = known.isEmpty() ? "http://localhost:" + port : known;
    return new Patient(
        origin(url == null ? fallback : url),
        value(environment, "ROOM_SERVICE_API_KEY", "").split(",", 2)[0].strip(),
        token,
        items(value(environment, "TURN_SERVER_URL", value(environment, "TURN_URLS", ""))),
        value(environment, "TURN_SECRET", ""),
        value(environment, "TURN_USERNAME", value(environment, "TURN_SERVER_USERNAME", "")),
        value(environment, "TURN_PASSWORD", value(environment, "TURN_SERVER_PASSWORD", "")),
        manager(value(environment, "GPU_MANAGER_URL", "")),
        value(environment, "GPU_MANAGER_API_KEY", ""),
        authority,
        idle,
        json);
  }

  boolean secure() {
    return origin.getScheme().equals("https");
  }

  String host() {
    return origin.getHost().replaceAll("[\\[\\]]", "");
  }

  int port() {
    int usual = secure() ? 443 : 80;
    return origin.getPort() < 0 ? usual : origin.getPort();
  }

  /** Browsers trust pages of their own machine without TLS. */
  boolean ownMachine() {
    return host().equals("localhost") || host().startsWith("127.") || host().equals("::1");
  }

  URI at(String path) {
    return URI.create(origin + path);
  }

  URI socketAt(String path) {
    return URI.create(origin.toString().replaceFirst("^http", "ws") + path);
  }

  private static String value(Map<String, String> environment, String name, String otherwise) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : value;
  }

  private static List<String> items(String list) {
    List<String> items = new ArrayList<>();
    Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .forEach(items::add);
    return items;
  }

  private static String after(String argument) {
    return argument.substring(argument.indexOf('=') + 1);
  }

  private static Path readable(String file) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      throw new IllegalArgumentException("--ca: cannot read " + file);
    }
    return path;
  }

  private static Duration seconds(String text) {
    if (!text.matches("\\d{1,4}") || Integer.parseInt(text) > MAX_IDLE_SECONDS) {
      throw new IllegalArgumentException("--idle must be 0 to " + MAX_IDLE_SECONDS + " seconds");
    }
    return Duration.ofSeconds(Integer.parseInt(text));
  }

  private static URI origin(String text) {
    try {
      URI uri = new URI(text.replaceAll("/+$", ""));
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getRawPath().isEmpty() && uri.getRawQuery() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for an address of another kind.
    }
    throw new IllegalArgumentException("URL must be http(s)://host[:port], not " + text);
  }

  private static @Nullable URI manager(String text) {
    if (text.isEmpty() || text.equals("none")) {
      return null;
    }
    try {
      return new URI(text.replaceAll("/+$", ""));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("GPU_MANAGER_URL is no address: " + text, e);
    }
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return origin.toString();
  }
}
