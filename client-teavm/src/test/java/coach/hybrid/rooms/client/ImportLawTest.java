package coach.hybrid.rooms.client;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Which package may know which. */
class ImportLawTest {
  private static final String ROOT = "coach.hybrid.rooms.client";
  private static final String PROTOCOL = "coach.hybrid.rooms.protocol..";
  private static final String NULLNESS = "org.jspecify..";

  private final JavaClasses code =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private void knowsOnly(String name, String... others) {
    String[] allowed = new String[others.length + 4];
    System.arraycopy(others, 0, allowed, 0, others.length);
    allowed[others.length] = ROOT + "." + name + "..";
    allowed[others.length + 1] = "java..";
    allowed[others.length + 2] = PROTOCOL;
    allowed[others.length + 3] = NULLNESS;
    classes()
        .that()
        .resideInAPackage(ROOT + "." + name + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed)
        .check(code);
  }

  @Test
  void logicKnowsNoBrowser() {
    knowsOnly("mic");
    knowsOnly("stats");
    knowsOnly("call", ROOT + ".stats..");
    knowsOnly("signal", ROOT + ".call..");
    knowsOnly("media", ROOT + ".call..", ROOT + ".stats..");
    knowsOnly("capture", ROOT + ".call..", ROOT + ".media..");
    knowsOnly("relay", ROOT + ".call..", ROOT + ".media..", ROOT + ".stats..");
    knowsOnly("transcript", ROOT + ".call..");
  }

  @Test
  void theScreenKnowsNoSignalling() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".ui..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            ROOT + ".signal..", ROOT + ".media..", ROOT + ".capture..", ROOT + ".relay..", ROOT)
        .check(code);
  }

  @Test
  void bindingsKnowNoScreen() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".bindings..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".ui..", ROOT)
        .check(code);
  }

  @Test
  void onlyBindingsAndScreenSpeakJavaScript() {
    noClasses()
        .that()
        .resideInAPackage(ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.teavm..")
        .check(code);
  }
}
