package dev.tensors.tsr;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which. */
@AnalyzeClasses(packages = "dev.tensors.tsr", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  private static final String ROOT = "dev.tensors.tsr";

  @ArchTest
  static final ArchRule ROOMS =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("main")
          .definedBy(ROOT)
          .layer("cli")
          .definedBy(ROOT + ".cli")
          .layer("scan")
          .definedBy(ROOT + ".scan")
          .layer("link")
          .definedBy(ROOT + ".link")
          .layer("civitai")
          .definedBy(ROOT + ".civitai")
          .layer("catalog")
          .definedBy(ROOT + ".catalog")
          .layer("prompts")
          .definedBy(ROOT + ".prompts")
          .layer("identify")
          .definedBy(ROOT + ".identify")
          .layer("safetensors")
          .definedBy(ROOT + ".safetensors")
          .layer("output")
          .definedBy(ROOT + ".output")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("scan")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("link")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("civitai")
          .mayOnlyBeAccessedByLayers("cli", "link")
          .whereLayer("catalog")
          .mayOnlyBeAccessedByLayers("cli", "scan", "link")
          .whereLayer("prompts")
          .mayOnlyBeAccessedByLayers("cli", "link", "catalog")
          .whereLayer("identify")
          .mayOnlyBeAccessedByLayers("scan")
          .whereLayer("safetensors")
          .mayOnlyBeAccessedByLayers("scan")
          .whereLayer("output")
          .mayOnlyBeAccessedByLayers("main", "cli");

  @ArchTest
  static final ArchRule EVERY_CLASS_HAS_A_ROOM =
      classes()
          .should()
          .resideInAnyPackage(
              ROOT,
              ROOT + ".cli",
              ROOT + ".scan",
              ROOT + ".link",
              ROOT + ".civitai",
              ROOT + ".catalog",
              ROOT + ".prompts",
              ROOT + ".identify",
              ROOT + ".safetensors",
              ROOT + ".output");

  @ArchTest
  static final ArchRule JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".catalog")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule JSON_PARSER =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".safetensors", ROOT + ".civitai")
          .and()
          .doNotHaveSimpleName("Configuration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".civitai")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule TERMINAL =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".output")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.jline..", "me.tongfei..");

  @ArchTest
  static final ArchRule PROCESS =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(ROOT + ".Main")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule NAMES =
      classes()
          .should()
          .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)")
          .because("a name says what a thing is");
}
