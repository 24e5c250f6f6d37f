package coach.hybrid.rooms.server.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads typed values from the environment and collects what is wrong instead of stopping at it. */
final class Environment {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)?");

  /** Whatever is longer is a slip of the pen, and would overflow somewhere. */
  private static final Duration LONGEST = Duration.ofDays(3_650);

  private final Map<String, String> values;
  private final List<String> problems = new ArrayList<>();

  Environment(Map<String, String> values) {
    this.values = values;
  }

  List<String> problems() {
    return problems;
  }

  void problem(String text) {
    problems.add(text);
  }

  @Nullable String optional(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  String text(String name, String fallback) {
    String value = optional(name);
    return value == null ? fallback : value;
  }

  Path path(String name, String fallback) {
    try {
      return Path.of(text(name, fallback)).toAbsolutePath();
    } catch (InvalidPathException e) {
      problem(name + " must be the path of a directory");
      return Path.of(fallback);
    }
  }

  List<String> list(String name, String fallback) {
    return Arrays.stream(text(name, fallback).split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  boolean flag(String name, boolean fallback) {
    String value = optional(name);
    if (value == null) {
      return fallback;
    }
    if (!value.equals("true") && !value.equals("false")) {
      problem(name + " must be true or false");
    }
    return value.equals("true");
  }

  int integer(String name, int fallback, int least, int most) {
    String value = optional(name);
    if (value == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    problem(name + " must be a whole number from " + least + " to " + most);
    return fallback;
  }

  /**
   * Milliseconds as in the seeds, or a number with a unit: {@code 30s}, {@code 15m}, {@code 3d}.
   */
  Duration duration(String name, Duration fallback, Duration least) {
    String value = optional(name);
    if (value == null) {
      return fallback;
    }
    Matcher matcher = DURATION.matcher(value);
    if (!matcher.matches()) {
      problem(name + " must be milliseconds or a number with ms, s, m, h or d");
      return fallback;
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    Duration duration =
        switch (unit == null ? "ms" : unit) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          case "d" -> Duration.ofDays(count);
          default -> Duration.ofMillis(count);
        };
    if (duration.compareTo(least) < 0) {
      problem(name + " must be at least " + least.toMillis() + " ms");
      return fallback;
    }
    if (duration.compareTo(LONGEST) > 0) {
      problem(name + " must be at most " + LONGEST.toDays() + " days");
      return fallback;
    }
    return duration;
  }

  @Nullable Secret secret(String name) {
    String value = optional(name);
    return value == null ? null : new Secret(value);
  }

  Secret requiredSecret(String name, int leastChars) {
    String value = optional(name);
    if (value == null) {
      problem(name + " is missing");
    } else if (value.length() < leastChars) {
      problem(name + " must have at least " + leastChars + " characters");
    }
    return new Secret(value == null ? "" : value);
  }

  /** Numeric addresses; names would have to be looked up. */
  Set<InetAddress> addresses(String name, String fallback) {
    Set<InetAddress> addresses = new HashSet<>();
    for (String text : list(name, fallback)) {
      try {
        addresses.add(InetAddress.ofLiteral(text));
      } catch (IllegalArgumentException e) {
        problem(name + " must be numeric addresses, separated by commas");
      }
    }
    return addresses;
  }

  /** Numeric addresses and networks as {@code 10.0.0.0/8}. */
  List<AddressRange> ranges(String name, String fallback) {
    List<AddressRange> ranges = new ArrayList<>();
    for (String text : list(name, fallback)) {
      AddressRange range = AddressRange.parse(text);
      if (range == null) {
        problem(name + " must be numeric addresses or networks as 10.0.0.0/8, separated by commas");
        break;
      }
      ranges.add(range);
    }
    return ranges;
  }

  /** One of several words; what it is when absent is for the reader of the value to say. */
  void choice(String name, Set<String> words) {
    String value = optional(name);
    if (value != null && !words.contains(value)) {
      problem(name + " must be one of " + String.join(", ", new TreeSet<>(words)));
    }
  }

  /** As browsers send them in {@code Origin}: lower case, without a default port. */
  Set<String> origins(String name) {
    Set<String> origins = new HashSet<>();
    for (String text : list(name, "")) {
      URI uri = parseOrigin(name, text);
      if (uri != null) {
        String scheme = uri.getScheme();
        boolean usual = uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String port = usual || uri.getPort() < 0 ? "" : ":" + uri.getPort();
        origins.add(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + port);
      }
    }
    return origins;
  }

  URI origin(String name, String fallback) {
    URI uri = parseOrigin(name, text(name, fallback));
    return uri == null ? URI.create(fallback) : uri;
  }

  private @Nullable URI parseOrigin(String name, String value) {
    try {
      URI uri = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web
          && uri.getHost() != null
          && uri.getRawPath().isEmpty()
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, as for a URL of another kind.
    }
    problem(name + " must be http(s)://host[:port] without a path");
    return null;
  }
}
