package coach.hybrid.rooms.server.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import spark.route.HttpMethod;
import spark.routematch.RouteMatch;

/**
 * The addresses this service knows and the methods each takes, read from Spark's own routes: for
 * metrics and logs, which name a template and never an address, and for methods that are wrong.
 */
final class RouteTable {
  /** What is served without Spark. */
  private static final Map<String, Set<String>> ELSEWHERE =
      Map.of(
          "/assets/*", Set.of("GET", "HEAD"),
          "/ws-simple/{roomId}", Set.of("GET"),
          "/events/{roomId}", Set.of("GET"),
          "/media/{roomId}", Set.of("GET"));

  private static final Pattern ROOM_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Set<HttpMethod> FILTERS =
      Set.of(HttpMethod.before, HttpMethod.after, HttpMethod.afterafter, HttpMethod.unsupported);

  static final RouteTable EMPTY = new RouteTable(Map.of());

  private final List<Entry> entries;

  /** A template as {@code /api/rooms/{roomId}/status}, in segments. */
  record Entry(String template, List<String> segments, Set<String> methods) {
    boolean matches(List<String> path) {
      boolean open = segments.getLast().equals("*");
      if (open ? path.size() < segments.size() : path.size() != segments.size()) {
        return false;
      }
      for (int i = 0; i < segments.size(); i++) {
        String segment = segments.get(i);
        boolean any = segment.equals("*") || (segment.startsWith("{") && !path.get(i).isEmpty());
        if (!any && !segment.equals(path.get(i))) {
          return false;
        }
      }
      return true;
    }

    long variables() {
      return segments.stream().filter(segment -> segment.startsWith("{")).count();
    }

    /** The room the address names, if it can be one. */
    @Nullable String roomIdIn(String path) {
      int at = segments.indexOf("{roomId}");
      String roomId = at < 0 ? "" : split(path).get(at);
      return ROOM_ID.matcher(roomId).matches() ? roomId : null;
    }
  }

  private RouteTable(Map<String, Set<String>> methods) {
    entries =
        methods.entrySet().stream()
            .map(e -> new Entry(e.getKey(), split(e.getKey()), Set.copyOf(e.getValue())))
            .sorted(Comparator.comparingLong(Entry::variables))
            .toList();
  }

  static RouteTable of(List<RouteMatch> sparkRoutes) {
    Map<String, Set<String>> methods = new HashMap<>(ELSEWHERE);
    for (RouteMatch route : sparkRoutes) {
      if (!FILTERS.contains(route.getHttpMethod())) {
        String template = route.getMatchUri().replaceAll(":([A-Za-z]+)", "{$1}");
        Set<String> known = new TreeSet<>(methods.getOrDefault(template, Set.of()));
        known.add(route.getHttpMethod().name().toUpperCase(Locale.ROOT));
        methods.put(template, known);
      }
    }
    return new RouteTable(methods);
  }

  private static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }

  List<Entry> entries() {
    return new ArrayList<>(entries);
  }

  /** Null for an address this service does not know. */
  @Nullable Entry find(String path) {
    List<String> segments = split(path);
    for (Entry entry : entries) {
      if (entry.matches(segments)) {
        return entry;
      }
    }
    return null;
  }
}
