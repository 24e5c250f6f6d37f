package coach.hybrid.rooms.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The arrows of the house point one way; packages that do not exist yet have their place already.
 */
class ImportsTest {
  private static final String ROOT = "coach.hybrid.rooms.server";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What each package may use of the server, besides itself. Adapters name their port here. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("config", Set.of()),
          Map.entry("problem", Set.of()),
          Map.entry("turn", Set.of("config")),
          Map.entry("tls", Set.of("config")),
          Map.entry("store", Set.of("config")),
          Map.entry("transcription", Set.of("config")),
          Map.entry("summary", Set.of("config", "transcription")),
          Map.entry("event", Set.of("config", "store")),
          Map.entry("orb", Set.of("config")),
          Map.entry("room", Set.of("config", "orb", "event", "transcription", "summary", "store")),
          Map.entry("auth", Set.of("config", "problem", "room", "orb")),
          Map.entry("metric", Set.of()),
          Map.entry(
              "http",
              Set.of(
                  "config",
                  "problem",
                  "room",
                  "auth",
                  "turn",
                  "tls",
                  "event",
                  "store",
                  "summary",
                  "metric",
                  "orb",
                  "transcription")),
          Map.entry("socket", Set.of("config", "problem", "auth", "room", "event")),
          Map.entry("signal", Set.of("config", "problem", "room", "auth", "event", "socket")),
          Map.entry(
              "media", Set.of("config", "problem", "room", "auth", "transcription", "socket")));

  @Test
  void everyArrowIsAllowed() {
    ARROWS.forEach((from, to) -> {
      List<String> allowed = new ArrayList<>();
      allowed.add(ROOT + "." + from + "..");
      to.forEach(name -> allowed.add(ROOT + "." + name + ".."));
      List<String> refused = new ArrayList<>(List.of(ROOT));
      ARROWS.keySet().stream()
          .filter(name -> !name.equals(from) && !to.contains(name))
          .forEach(name -> refused.add(ROOT + "." + name + ".."));
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + from + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(refused.toArray(String[]::new))
          .because(from + " may use only " + to)
          .allowEmptyShould(true)
          .check(CLASSES);
    });
  }

  @Test
  void everyPackageHasItsPlace() {
    List<String> known = new ArrayList<>(List.of(ROOT));
    ARROWS.keySet().forEach(name -> known.add(ROOT + "." + name + ".."));
    classes().should().resideInAnyPackage(known.toArray(String[]::new)).check(CLASSES);
  }

  @Test
  void roomsKnowNoWebServer() {
    noClasses()
        .that()
        .resideInAnyPackage(
            ROOT + ".room..", ROOT + ".auth..", ROOT + ".turn..", ROOT + ".config..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.eclipse.jetty..", "spark..", "javax.servlet..", "jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void onlyMainNamesAdapters() {
    String adapters =
        "(Main|ScheduledTimers|(store|orb|summary)\\.[a-z].*|transcription\\.(?!transcript\\.)[a-z].*)";
    noClasses()
        .that()
        .resideOutsideOfPackages(
            ROOT,
            ROOT + ".store..",
            ROOT + ".orb..",
            ROOT + ".summary..",
            ROOT + ".transcription..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(ROOT.replace(".", "\\.") + "\\." + adapters)
        .check(CLASSES);
  }
}
