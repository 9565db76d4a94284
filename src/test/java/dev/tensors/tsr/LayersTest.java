package dev.tensors.tsr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseFault;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.DatabasePath;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.WaitInterrupted;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which room may know which. */
@AnalyzeClasses(packages = "dev.tensors.tsr", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  private static final String ROOT = "dev.tensors.tsr";

  private static final List<String> SERVICES =
      List.of(
          "scan",
          "link",
          "sidecars",
          "images",
          "page",
          "catalog",
          "catalog.search",
          "civitai",
          "prompts",
          "previews",
          "sqlite",
          "json",
          "text",
          "model",
          "fields",
          "output");

  /** Each room, and the rooms that its classes may name. The room of {@code Main} is "". */
  private static final Map<String, List<String>> KNOWS =
      Map.ofEntries(
          entry("", List.of("cli", "cli.frame", "output")),
          entry("cli", and(SERVICES, "cli.commands", "cli.completion", "cli.frame")),
          entry("cli.commands", and(SERVICES, "cli.frame")),
          entry("cli.completion", and(SERVICES, "cli.frame")),
          entry("cli.frame", SERVICES),
          entry("scan", List.of("catalog", "sqlite", "modelfile", "identify", "images")),
          entry("link", List.of("catalog", "sqlite", "civitai", "prompts")),
          entry("previews", List.of("link", "catalog", "sqlite", "civitai")),
          entry(
              "sidecars",
              List.of(
                  "scan", "link", "previews", "catalog", "sqlite", "civitai", "prompts", "json")),
          entry("catalog", List.of("sqlite", "prompts", "text", "model", "fields", "output")),
          entry("catalog.search", List.of("catalog", "sqlite", "text")),
          entry("sqlite", List.of()),
          entry("images", List.of("catalog", "sqlite", "prompts", "json", "text")),
          entry(
              "page",
              List.of(
                  "scan",
                  "catalog",
                  "sqlite",
                  "prompts",
                  "civitai",
                  "previews",
                  "output",
                  "model",
                  "fields")),
          entry("identify", List.of("modelfile")),
          entry("modelfile", List.of()),
          entry("civitai", List.of("prompts", "json")),
          entry("prompts", List.of()),
          entry("json", List.of("text")),
          entry("text", List.of()),
          entry("model", List.of("text")),
          entry("fields", List.of("sqlite", "text", "output")),
          entry("output", List.of()));

  private static List<String> and(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toList();
  }

  @ArchTest
  static void eachRoomKnowsOnlyWhatTheTableAllows(JavaClasses program) {
    KNOWS.forEach(
        (room, known) ->
            noClasses()
                .that()
                .resideInAPackage(name(room))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                    KNOWS.keySet().stream()
                        .filter(other -> !other.equals(room) && !known.contains(other))
                        .map(LayersTest::name)
                        .toArray(String[]::new))
                .allowEmptyShould(false)
                .check(program));
  }

  private static String name(String room) {
    return room.isEmpty() ? ROOT : ROOT + "." + room;
  }

  @ArchTest
  static final ArchRule EVERY_CLASS_HAS_A_ROOM =
      classes()
          .should()
          .resideInAnyPackage(KNOWS.keySet().stream().map(LayersTest::name).toArray(String[]::new));

  /** Other rooms pass the open database on, fill columns and see failures; they run no SQL. */
  @ArchTest
  static final ArchRule STATEMENTS =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".catalog..", ROOT + ".sqlite", ROOT + ".fields")
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".sqlite")
                  .and(
                      not(
                          belongToAnyOf(
                              ColumnValues.class,
                              Database.class,
                              DatabaseListener.class,
                              DatabasePath.class,
                              DatabaseUnusable.class,
                              DatabaseFault.class,
                              WaitInterrupted.class))));

  @ArchTest
  static final ArchRule JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".catalog..", ROOT + ".sqlite", ROOT + ".fields")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".cli..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..");

  @ArchTest
  static final ArchRule JSON_PARSER =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".json", ROOT + ".modelfile")
          .and()
          .doNotHaveSimpleName("Configuration")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("tools.jackson..");

  @ArchTest
  static final ArchRule HTML_PARSER =
      noClasses()
          .that()
          .haveNameNotMatching(".*\\.(HtmlText|Description)(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.jsoup..");

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
