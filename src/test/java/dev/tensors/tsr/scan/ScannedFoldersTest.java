package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tsr db scan without a PATH goes through the folders that were scanned before. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ScannedFoldersTest {

  private static final String NONE =
      """
      tsr: no folder has been scanned yet; name one: tsr db scan FOLDER
      Usage: tsr db scan [OPTIONS] [PATH...]
      """;

  private Workplace workplace;
  private Library library;

  @BeforeEach
  void workplace(@TempDir Path folder) {
    workplace = Workplace.in(folder);
    library = workplace.library();
  }

  @Test
  void searchesTheFoldersOfBefore() throws IOException, SQLException {
    library.model("a/1.safetensors", 1);
    library.model("b/2.safetensors", 2);
    scan("a");
    scan("b");
    assertThat(folders()).containsExactly(path("a"), path("b"));
    assertThat(scan())
        .isEqualTo(new Program.Result(0, "", "0 new, 2 unchanged; nothing to read\n"));

    library.model("a/3.safetensors", 3);
    Files.delete(library.path("b/2.safetensors"));
    library.model("b/4.safetensors", 4);

    assertThat(scan("-q").out())
        .isEqualTo(
            "%s/3.safetensors\t97\t1\tnew\n%s/4.safetensors\t97\t1\tnew\n%2$s/2.safetensors\t97\t1\tmissing\n"
                .formatted(path("a"), path("b")));
    assertThat(scan("-q")).isEqualTo(new Program.Result(0, "", ""));
  }

  @Test
  void keepsNoFolderBelowAnotherOne() throws SQLException {
    library.model("a/b/1.safetensors", 1);
    library.model("a/b-c/1.safetensors", 2);
    library.model("a%_\n'/1.safetensors", 3);
    scan("a/b");
    scan("a/b-c", "a%_\n'");
    assertThat(folders()).containsExactly(path("a%_\n'"), path("a/b"), path("a/b-c"));

    scan("a");
    assertThat(folders()).containsExactly(path("a"), path("a%_\n'"));
    scan("a/b");
    assertThat(folders()).containsExactly(path("a"), path("a%_\n'"));
    assertThat(scan("-q", "--all").out()).hasLineCount(3);
  }

  @Test
  void remembersTheRealPathOfAFolder() throws IOException, SQLException {
    library.model("été/1.safetensors", 1);
    Files.createSymbolicLink(library.path("link"), library.path("été"));

    scan("link");

    assertThat(folders()).containsExactly(path("été"));
  }

  @Test
  void remembersNoFileAndNothingInADryRun() throws SQLException {
    library.model("a/1.safetensors", 1);
    scan("a/1.safetensors");
    scan("--dry-run", "a");
    assertThat(folders()).isEmpty();

    assertThat(scan()).isEqualTo(new Program.Result(2, "", NONE));
    assertThat(scan("--dry-run", "--json")).isEqualTo(new Program.Result(2, "[]\n", NONE));
  }

  @Test
  void makesNoCatalogueWithoutAFolder() {
    assertThat(scan())
        .isEqualTo(
            new Program.Result(
                4,
                "",
                "tsr: %s: no such database; create it with tsr db scan FOLDER --db FILE\n"
                    .formatted(workplace.database())));
    assertThat(workplace.database()).doesNotExist();
  }

  /** A catalogue of before folders were remembered. */
  @Test
  void remembersFromTheNextScanOn() throws SQLException {
    library.model("a/1.safetensors", 1);
    scan("a");
    workplace.catalogue().execute("DELETE FROM scan_roots");
    assertThat(scan().exitCode()).isEqualTo(2);

    scan("a");

    assertThat(scan().err()).isEqualTo("0 new, 1 unchanged; nothing to read\n");
  }

  @Test
  void scansTheOthersWhereAFolderIsAbsent() throws IOException, SQLException {
    library.model("a disk/1.safetensors", 1);
    library.model("b/2.safetensors", 2);
    scan("a disk", "b");
    Path away = Files.move(library.path("a disk"), library.path("away"));
    library.model("b/3.safetensors", 3);

    assertThat(scan().exitCode()).isEqualTo(4);
    assertThat(scan())
        .isEqualTo(
            new Program.Result(
                4,
                "",
                """
                tsr: %1$s: no such folder or file, but the catalogue has 1 file there; nothing was marked \
                missing. Is a disk not mounted? If the files were moved: tsr db relocate '%1$s' NEW; if they \
                were deleted: tsr db prune '%1$s'
                0 new, 2 unchanged; nothing to read
                """
                    .formatted(path("a disk"))));
    assertThat(folders()).containsExactly(path("a disk"), path("b"));

    Files.move(away, library.path("a disk"));
    assertThat(scan().err()).isEqualTo("0 new, 3 unchanged; nothing to read\n");
  }

  /** An empty disk may get models. */
  @Test
  void saysHowToForgetAnAbsentFolderThatNeverHeldFiles() throws IOException, SQLException {
    library.model("b/1.safetensors", 1);
    Files.createDirectory(library.path("a"));
    scan("a", "b");
    Files.delete(library.path("a"));

    Program.Result result = scan();
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.err())
        .startsWith(
            "tsr: %1$s: no such folder or file; nothing was marked missing. Is a disk not mounted? If it is gone for good: tsr db prune %1$s\n"
                .formatted(path("a")));
    assertThat(run("prune", path("a")).err())
        .isEqualTo("0 forgotten\ntsr db scan no longer searches %s\n".formatted(path("a")));
    assertThat(scan())
        .isEqualTo(new Program.Result(0, "", "0 new, 1 unchanged; nothing to read\n"));
  }

  @Test
  void forgetsAFolderThatIsGoneAndAllOfWhoseFilesMoved() throws IOException, SQLException {
    library.model("a/1.safetensors", 1);
    library.model("a/x/2.safetensors", 2);
    library.file("a/bad.safetensors", new byte[3]);
    scan("a");
    Files.move(library.path("a"), library.path("b"));

    Program.Result dry = scan("--dry-run", "b");
    assertThat(dry.exitCode()).isZero();
    assertThat(dry.err())
        .startsWith(
            "tsr: %s: gone, and none of its files is left; tsr db scan would no longer search it\n"
                .formatted(path("a")));
    assertThat(folders()).containsExactly(path("a"));
    assertThat(scan("-q", "b").err())
        .endsWith(
            "tsr: %s: gone, and none of its files is left; tsr db scan no longer searches it\n"
                .formatted(path("a")));
    assertThat(folders()).containsExactly(path("b"));
    assertThat(workplace.catalogue().rows("SELECT path FROM failed_files"))
        .containsExactly(path("b") + "/bad.safetensors");
    assertThat(scan("-q")).isEqualTo(new Program.Result(0, "", ""));
    assertThat(run("import", "-q").exitCode()).isZero();
  }

  /** One after the other; the last scan goes through the absent folder, too. */
  @Test
  void forgetsAFolderWhoseLastFilesMovedLater() throws IOException, SQLException {
    library.model("a/1.safetensors", 1);
    library.model("a/2.safetensors", 2);
    library.model("b/3.safetensors", 3);
    scan("a", "b");
    Files.move(library.path("a/1.safetensors"), library.path("b/1.safetensors"));
    assertThat(scan().exitCode()).isZero();
    Files.move(library.path("a/2.safetensors"), library.path("b/2.safetensors"));
    assertThat(scan("-q"))
        .isEqualTo(new Program.Result(0, path("b") + "/2.safetensors\t97\t1\tmoved\n", ""));
    assertThat(folders()).containsExactly(path("a"), path("b"));
    Files.delete(library.path("a"));

    assertThat(scan("-q"))
        .isEqualTo(
            new Program.Result(
                0,
                "",
                "tsr: %s: gone, and none of its files is left; tsr db scan no longer searches it\n"
                    .formatted(path("a"))));
    assertThat(scan("-q")).isEqualTo(new Program.Result(0, "", ""));
  }

  /** As after duplicates --print0 | xargs -0 rm: sidecars and folders stay. */
  @Test
  void marksFilesMissingWhoseCopiesAreElsewhere() throws IOException, SQLException {
    library.model("a/x/1.safetensors", 1);
    library.model("a/x/2.safetensors", 2);
    library.file("a/x/1.json", new byte[1]);
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    Files.delete(library.path("a/x/1.safetensors"));
    Files.move(library.path("a/x/2.safetensors"), library.path("b/2.safetensors"));
    String news =
        "%s/2.safetensors\t97\t1\tmoved\n%s/x/1.safetensors\t97\t1\tmissing\n"
            .formatted(path("b"), path("a"));
    assertThat(scan("-q", "--dry-run")).isEqualTo(new Program.Result(0, news, ""));

    assertThat(scan("-q")).isEqualTo(new Program.Result(0, news, ""));
    assertThat(scan("-q")).isEqualTo(new Program.Result(0, "", ""));
    assertThat(folders()).containsExactly(path("a"), path("b"));
    assertThat(run("prune", "-q").exitCode()).isZero();
    library.model("a/3.safetensors", 3);
    assertThat(scan("-q").out()).isEqualTo(path("a") + "/3.safetensors\t97\t1\tnew\n");
  }

  /** The disk may not be mounted, or there is nothing else with the content. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE scan_roots SET device = 'ff42' WHERE path LIKE '%/a'",
        "UPDATE scan_roots SET device = NULL",
        "UPDATE scan_roots SET device = ''",
        "UPDATE local_files SET missing_since = '2026' WHERE file_path LIKE '%/b/%'",
        "UPDATE local_files SET damaged_at = '2026' WHERE file_path LIKE '%/b/%'",
        "UPDATE local_files SET file_path = '/nosuch' WHERE file_path LIKE '%/b/%'",
        "UPDATE local_files SET size_bytes = 1 WHERE file_path LIKE '%/b/%'",
      })
  void marksNothingMissingInAnEmptiedFolderOtherwise(String change)
      throws IOException, SQLException {
    library.model("a/1.safetensors", 1);
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    Files.delete(library.path("a/1.safetensors"));
    workplace.catalogue().execute(change);

    Program.Result result = scan("-q", "a");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith(
            "tsr: %s: holds no model, but the catalogue has 1 file below it".formatted(path("a")));
  }

  @Test
  void recordsTheDiskOnWhichFilesWereFound() throws IOException, SQLException {
    Files.createDirectory(library.path("a"));
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    String devices =
        "SELECT device = substr(file_key, 6, instr(file_key, ',') - 6) FROM scan_roots, local_files ORDER BY path";
    assertThat(workplace.catalogue().rows(devices)).containsExactly("null", "1");

    workplace.catalogue().execute("UPDATE scan_roots SET device = 'ff42'");
    scan("--dry-run", "b");
    assertThat(workplace.catalogue().rows(devices)).containsExactly("0", "0");
    scan("b");
    assertThat(workplace.catalogue().rows(devices)).containsExactly("0", "1");
  }

  /** Options, and names of folders in the library. */
  private Program.Result scan(String... words) {
    return run(
        Stream.concat(
                Stream.of("scan", "--jobs", "1"),
                Stream.of(words).map(word -> word.startsWith("-") ? word : path(word)))
            .toArray(String[]::new));
  }

  private Program.Result run(String... words) {
    return workplace
        .tsr()
        .run(Stream.concat(Stream.of("db"), Stream.of(words)).toArray(String[]::new));
  }

  private String path(String name) {
    return library.path(name).toString();
  }

  private List<String> folders() throws SQLException {
    return workplace.catalogue().rows("SELECT path FROM scan_roots ORDER BY path");
  }
}
