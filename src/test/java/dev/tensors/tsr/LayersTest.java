package dev.tensors.tsr;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseCopy;
import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.DatabasePath;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.sqlite.NetworkDisk;
import dev.tensors.tsr.sqlite.Pages;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which room may know which. */
@AnalyzeClasses(packages = "dev.tensors.tsr", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  private static final String ROOT = "dev.tensors.tsr";

  /**
   * The rooms that no single command owns, from the ground up: each may name only rooms before it.
   * The ground, up to the readers of model files, knows nothing of models and of CivitAI.
   */
  private static final List<String> FLOORS =
      List.of(
          "system",
          "text",
          "json",
          "output.terminal",
          "output",
          "output.formats",
          "sqlite",
          "fields",
          "modelfile",
          "modelfile.identify.matching",
          "modelfile.identify.rules",
          "modelfile.identify",
          "model.files",
          "model",
          "model.examples",
          "network",
          "civitai.wire",
          "civitai",
          "civarchive",
          "huggingface",
          "archive",
          "library.schema",
          "references",
          "library.folders",
          "library.versions",
          "library.notes",
          "library",
          "library.parts",
          "library.pictures",
          "answers",
          "answers.fetching",
          "answers.repositories",
          "previews",
          "library.fields",
          "pictures.contents",
          "pictures.comfy",
          "pictures.containers",
          "pictures.drawing",
          "pictures",
          "reading",
          "reading.folders",
          "cli.frame.options",
          "cli.frame");

  /**
   * The abilities, each named as its command. Each may name all rooms above, and of the others only
   * those that stand here: CONTRIBUTING says why.
   */
  private static final Map<String, List<String>> ABILITIES =
      Map.ofEntries(
          entry("scan", List.of("sidecars.imports")),
          entry("organise.plan", List.of()),
          entry("organise.moves", List.of("organise.plan")),
          entry("organise", List.of("organise.plan", "organise.moves")),
          entry("relocate", List.of()),
          entry("link", List.of()),
          entry("cache", List.of()),
          entry("list", List.of("search")),
          entry("search", List.of()),
          entry("triggers", List.of()),
          entry("note", List.of()),
          entry("prompts", List.of()),
          entry("needs", List.of()),
          entry("images", List.of()),
          entry("duplicates", List.of()),
          entry("outdated", List.of()),
          entry("verify", List.of()),
          entry("backup", List.of()),
          entry("sidecars.files", List.of()),
          entry("sidecars.formats", List.of("sidecars.files")),
          entry("sidecars.exports", List.of("sidecars.files", "sidecars.formats")),
          entry("sidecars.imports", List.of("sidecars.files", "sidecars.formats", "link")),
          entry("page.folder", List.of()),
          entry("page", List.of("page.folder", "duplicates", "outdated", "prompts")));

  /** The program put together from them. */
  private static final List<String> TOP = List.of("cli.completion", "cli", "");

  private static final int LARGEST_ROOM = 30;

  @ArchTest
  static void eachRoomNamesOnlyRoomsBelowIt(JavaClasses program) {
    List<String> rooms =
        Stream.of(FLOORS.stream(), ABILITIES.keySet().stream(), TOP.stream())
            .flatMap(names -> names)
            .toList();
    for (String room : rooms) {
      List<String> unknown = rooms.stream().filter(other -> !mayName(room, other)).toList();
      if (!unknown.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage(name(room))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(unknown.stream().map(LayersTest::name).toArray(String[]::new))
            .allowEmptyShould(false)
            .check(program);
      }
    }
    classes()
        .should()
        .resideInAnyPackage(rooms.stream().map(LayersTest::name).toArray(String[]::new))
        .check(program);
  }

  private static boolean mayName(String room, String other) {
    if (room.equals(other)) {
      return true;
    }
    if (FLOORS.contains(room)) {
      return FLOORS.indexOf(other) >= 0 && FLOORS.indexOf(other) < FLOORS.indexOf(room);
    }
    List<String> abilities = ABILITIES.get(room);
    if (abilities != null) {
      return FLOORS.contains(other) || abilities.contains(other);
    }
    return !TOP.contains(other) || TOP.indexOf(other) < TOP.indexOf(room);
  }

  private static String name(String room) {
    return room.isEmpty() ? ROOT : ROOT + "." + room;
  }

  /** In a larger room nobody finds a type; it gets rooms inside. */
  @ArchTest
  static void noRoomIsTooLarge(JavaClasses program) {
    Map<String, Long> sizes =
        program.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(sizes)
        .allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(LARGEST_ROOM));
  }

  /** Other rooms pass the open database on, fill columns and see failures; they run no SQL. */
  private static final String[] WITH_SQL = {
    ROOT + ".sqlite",
    ROOT + ".fields",
    ROOT + ".archive",
    ROOT + ".references",
    ROOT + ".library..",
    ROOT + ".answers..",
    ROOT + ".search"
  };

  /** Of the abilities, only these classes run SQL. */
  private static final String RUNS_SQL =
      ".*\\.(Backup|CatalogueDiff|HeaderDifferences|ImportedNoteWriter|KindCounts|Moves|OutdatedFiles|PageContents|Plan|SeveralVersions|Sidecars|Statistics)(\\$.*)?";

  @ArchTest
  static final ArchRule STATEMENTS =
      noClasses()
          .that()
          .resideOutsideOfPackages(WITH_SQL)
          .and()
          .haveNameNotMatching(RUNS_SQL)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".sqlite")
                  .and(
                      not(
                          belongToAnyOf(
                              ColumnValues.class,
                              Database.class,
                              DatabaseCopy.class,
                              DatabaseListener.class,
                              DatabasePath.class,
                              DatabaseUnusable.class,
                              DatabaseFault.class,
                              Interrupted.class,
                              NetworkDisk.class,
                              Pages.class))));

  @ArchTest
  static final ArchRule JDBC =
      noClasses()
          .that()
          .resideOutsideOfPackages(WITH_SQL)
          .and()
          .haveNameNotMatching(RUNS_SQL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.sqlite..");

  @ArchTest
  static final ArchRule PICOCLI =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + ".cli", ROOT + ".cli.completion", ROOT + ".cli.frame.options")
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
  static final ArchRule YAML_PARSER =
      noClasses()
          .that()
          .doNotHaveSimpleName("ComfyFolders")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.snakeyaml..");

  @ArchTest
  static final ArchRule HTTP =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".civitai", ROOT + ".network")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..");

  @ArchTest
  static final ArchRule TERMINAL =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".output..")
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
