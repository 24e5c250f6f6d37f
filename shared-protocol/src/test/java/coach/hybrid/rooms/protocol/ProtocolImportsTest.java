package coach.hybrid.rooms.protocol;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/**
 * What the browser's bundle pays for, or cannot have, stays out. The orbs' own messages hold seed
 * 003's wide numbers, so nothing else may know them.
 */
class ProtocolImportsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("coach.hybrid.rooms.protocol");

  private static final DescribedPredicate<JavaClass> ORBS_ONLY =
      describe(
          "are for orbs and the service only",
          type ->
              type.getPackageName().equals("coach.hybrid.rooms.protocol.orb")
                  || type.getSimpleName().equals("OrbCodec")
                  || type.getSimpleName().equals("OrbFormat"));

  private static final JavaClasses BUNDLED = CLASSES.that(not(ORBS_ONLY));

  @Test
  void nothingTheBrowserHoldsKnowsTheOrbsOwnMessages() {
    noClasses().should().dependOnClassesThat(ORBS_ONLY).check(BUNDLED);
  }

  @Test
  void onlyTheJdkIsUsedAndOfItOnlyWhatTeaVmCompilesSmall() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are the protocol's, jspecify's, or of java.lang and java.util themselves",
                type ->
                    type.getPackageName().startsWith("coach.hybrid.rooms.protocol")
                        || type.getPackageName().equals("org.jspecify.annotations")
                        || type.getPackageName().equals("java.util")
                        || type.getPackageName().equals("java.lang")
                        // What javac puts in for records, switches and the like.
                        || type.getPackageName().equals("java.lang.annotation")
                        || type.getPackageName().equals("java.lang.invoke")
                        || type.getPackageName().equals("java.lang.runtime")
                        || type.isPrimitive()
                        || type.isArray()))
        .check(CLASSES);
  }

  @Test
  void theMessagesDoNotKnowTheirJson() {
    noClasses()
        .that()
        .resideInAPackage("coach.hybrid.rooms.protocol")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("coach.hybrid.rooms.protocol.json")
        .check(CLASSES);
  }

  @Test
  void nothingHoldsOrReturnsLongOrDouble() {
    noFields()
        .should()
        .haveRawType(describe("long or double", ProtocolImportsTest::wide))
        .check(BUNDLED);
    noMethods()
        .should()
        .haveRawReturnType(describe("long or double", ProtocolImportsTest::wide))
        .check(BUNDLED);
  }

  @Test
  void nothingFormatsReflectsOrStartsThreads() {
    noClasses()
        .should()
        .callMethod(String.class, "format", String.class, Object[].class)
        .check(BUNDLED);
    noClasses()
        .should()
        .dependOnClassesThat(
            describe(
                "are threads, wide numbers or reflection",
                type ->
                    type.isEquivalentTo(Thread.class)
                        || type.isEquivalentTo(Long.class)
                        || type.isEquivalentTo(Double.class)
                        || type.getPackageName().startsWith("java.lang.reflect")))
        .check(BUNDLED);
  }

  private static boolean wide(JavaClass type) {
    return type.isEquivalentTo(long.class) || type.isEquivalentTo(double.class);
  }
}
