package dev.tensors.tsr.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.CivitaiStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What README.md and the pages in docs show is what happens. Each page is one session in a home of
 * its own, with the sample library: its console blocks are run in their order, its SQL must find
 * rows in the database at that point, and its lines for cron must have nothing to complain of. What
 * a page would show instead is left in target/docs.
 */
@DisabledOnOs(OS.WINDOWS)
class DocsIT {

  /** The pages that tell how a library comes to be scanned and linked. */
  private static final Set<Path> FROM_NOTHING =
      Set.of(Path.of("README.md"), Path.of("docs/scan.md"), Path.of("docs/link.md"));

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  @TempDir static Path folder;

  /** A catalogue of the sample library, scanned and linked. */
  private static Path prepared;

  private static Path preparedHome;

  /** Each time, since {@link CivitaiStub} forgets its answers before each factory. */
  @BeforeEach
  void library() throws IOException {
    Path models = folder.resolve("models");
    if (Files.notExists(models)) {
      SampleLibrary.make(models);
    }
    SampleLibrary.describe(models, CIVITAI);
  }

  @TestFactory
  List<DynamicTest> readme() throws IOException {
    return blocks(Path.of("README.md"));
  }

  @Tag("long")
  @TestFactory
  List<DynamicContainer> pages() throws IOException {
    List<DynamicContainer> pages = new ArrayList<>();
    for (Path file : files()) {
      pages.add(DynamicContainer.dynamicContainer(file.toString(), blocks(file)));
    }
    return pages;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return docs.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<DynamicTest> blocks(Path file) throws IOException {
    Page page = new Page(file);
    Path home = Files.createDirectory(folder.resolve(file.getFileName()));
    Session session = new Session(home, CIVITAI.url());
    List<String> shown = new ArrayList<>();
    List<DynamicTest> tests = new ArrayList<>();
    for (Page.Block block : page.blocks()) {
      tests.add(
          DynamicTest.dynamicTest(
              block.language() + " at line " + block.line(),
              () -> {
                if (shown.isEmpty()) {
                  prepare(session, page);
                }
                shown.add(block.text());
                check(block, session, page, shown);
              }));
    }
    return tests;
  }

  /** Gives the user a library that is scanned and linked, unless the page begins with nothing. */
  private static void prepare(Session session, Page page) throws Exception {
    Path target = Files.createDirectory(session.home().resolve("target"));
    Files.createDirectory(session.home().resolve(".local"));
    if (page.text().contains("tar xzf target/")) {
      Path archive = Path.of(System.getProperty("tsr.archive"));
      Files.copy(archive, target.resolve(archive.getFileName()));
    }
    if (FROM_NOTHING.contains(page.file())) {
      return;
    }
    if (prepared == null) {
      String script = "tsr db scan -q --jobs 1 ~/models && tsr db link -q";
      session.run(script).exits(0);
      prepared = Files.copy(database(session), folder.resolve("prepared.db"));
      preparedHome = session.home();
    } else {
      moveIn(session);
    }
  }

  /** Gives a home the prepared catalogue as if it had been made there: sooner than two programs. */
  private static void moveIn(Session session) throws IOException, SQLException {
    Files.createDirectories(database(session).getParent());
    Files.copy(prepared, database(session));
    for (String name : SampleLibrary.FILES) {
      Files.setLastModifiedTime(
          session.home().resolve("models").resolve(name),
          Files.getLastModifiedTime(preparedHome.resolve("models").resolve(name)));
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database(session));
        var statement = connection.createStatement()) {
      String moved = "UPDATE %s SET %2$s = replace(%2$s, '%3$s', '%4$s')";
      for (String column : List.of("local_files file_path", "scan_roots path")) {
        String[] names = column.split(" ");
        statement.executeUpdate(moved.formatted(names[0], names[1], preparedHome, session.home()));
      }
    }
  }

  private static Path database(Session session) {
    return session.home().resolve(".local/share/tensors/models.db");
  }

  private static void check(Page.Block block, Session session, Page page, List<String> shown)
      throws Exception {
    switch (block.language()) {
      case "console" -> {
        assumeTrue(!block.text().contains("| jq") || session.has("jq"), "jq is not installed");
        String replayed = session.replay(block.text());
        shown.set(shown.size() - 1, replayed);
        leave(page, shown);
        assertThat(Session.steady(replayed))
            .as("see target/%s", page.file())
            .isEqualTo(Session.steady(block.text()));
      }
      case "sql" -> assertThat(findsRows(block.text(), session)).isTrue();
      case "cron" -> {
        String command = block.text().replaceFirst("^(\\S+ ){5}", "");
        assertThat(session.run(command).err()).isEmpty();
      }
      default -> assertThat(block.language()).isIn("sh", "toml", "ini");
    }
  }

  private static void leave(Page page, List<String> shown) throws IOException {
    Path copy = Path.of("target").resolve(page.file());
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, page.with(shown));
  }

  private static boolean findsRows(String query, Session session) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database(session));
        var statement = connection.createStatement();
        // In the library no two files have the same weights.
        var rows = statement.executeQuery(query.replace("sha256) > 1", "sha256) > 0"))) {
      return rows.next();
    }
  }
}
