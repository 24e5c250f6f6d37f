package coach.hybrid.rooms.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Looks at a page at phone, laptop and wide size, light and dark: axe finds nothing, nothing
 * overflows, the console is quiet, and the pictures land in {@code target/screenshots}.
 */
final class Gallery {
  private record Screen(String name, int width, int height) {}

  private static final List<Screen> SCREENS =
      List.of(
          new Screen("phone", 390, 844),
          new Screen("laptop", 1280, 800),
          new Screen("wide", 1920, 1080));

  /** The door says no, and the browser writes that down. */
  private static final Pattern REFUSED = Pattern.compile("status of (401|403|410|503)");

  private static final String AXE =
      "/META-INF/resources/webjars/axe-core/" + System.getProperty("axe.version") + "/axe.min.js";

  /** All that is wrong on the pages looked at. */
  private final List<String> faults = new ArrayList<>();

  List<String> faults() {
    return faults;
  }

  void inspect(Participant person, String page) throws IOException {
    person.browser().console().stream()
        .filter(line -> line.startsWith("SEVERE") && !REFUSED.matcher(line).find())
        .forEach(line -> faults.add(page + " complains in the console: " + line));
    for (boolean dark : List.of(false, true)) {
      for (Screen screen : SCREENS) {
        person.browser().showAs(screen.width(), screen.height(), dark);
        String name = page + "-" + screen.name() + (dark ? "-dark" : "-light");
        Await.until(
            name + " to be laid out",
            Participant.SOON,
            () ->
                (Boolean)
                    person
                        .driver()
                        .executeScript(
                            "return document.getAnimations()"
                                + ".every(a => a.playState !== 'running' ||"
                                + " a.effect.getComputedTiming().endTime === Infinity);"));
        person.screenshot(name);
        if (overflow(person) > 0) {
          faults.add(name + " scrolls sideways");
        }
        violations(person).forEach(violation -> faults.add(name + ": " + violation));
      }
    }
  }

  private static long overflow(Participant person) {
    return (Long)
        person
            .driver()
            .executeScript(
                "const d = document.documentElement;"
                    + "return Math.max(0, d.scrollWidth - d.clientWidth);");
  }

  private static List<?> violations(Participant person) throws IOException {
    if ((Boolean) person.driver().executeScript("return !window.axe;")) {
      person.driver().executeScript(axe());
    }
    Object found =
        person
            .driver()
            .executeAsyncScript(
                "const done = arguments[0];"
                    + "axe.run({resultTypes: ['violations']}).then(r => done(r.violations.map(v => v.id + ': ' +"
                    + " v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join(' | '))),"
                    + " e => done(['' + e]));");
    assertTrue(found instanceof List, "axe answered " + found);
    return (List<?>) found;
  }

  private static String axe() throws IOException {
    try (InputStream in = Gallery.class.getResourceAsStream(AXE)) {
      assertTrue(in != null, "axe is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
