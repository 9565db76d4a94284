package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** tsr db scan without a PATH goes through the folders that were scanned before. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ScannedFoldersTest extends CommandTest {

  private static final String NONE =
      """
      tsr: no folder has been scanned yet; name one: tsr db scan FOLDER
      Usage: tsr db scan [OPTIONS] [PATH...]
      """;

  @Test
  void searchesTheFoldersOfBefore() {
    library.model("a/1.safetensors", 1);
    library.model("b/2.safetensors", 2);
    scan("a");
    scan("b");
    assertThat(folders()).containsExactly(path("a"), path("b"));
    scan().prints("", "0 new, 2 unchanged; nothing to read\n");

    library.model("a/3.safetensors", 3);
    library.delete("b/2.safetensors");
    library.model("b/4.safetensors", 4);

    scan("-q")
        .prints(
            "%s/3.safetensors\t97\t1\tnew\n%s/4.safetensors\t97\t1\tnew\n%2$s/2.safetensors\t97\t1\tmissing\n"
                .formatted(path("a"), path("b")));
    scan("-q").prints("");
  }

  @Test
  void keepsNoFolderBelowAnotherOne() {
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
  void remembersTheRealPathOfAFolder() throws IOException {
    library.model("été/1.safetensors", 1);
    Files.createSymbolicLink(library.path("link"), library.path("été"));

    scan("link");

    assertThat(folders()).containsExactly(path("été"));
  }

  @Test
  void remembersNoFileAndNothingInADryRun() {
    library.model("a/1.safetensors", 1);
    scan("a/1.safetensors");
    scan("--dry-run", "a");
    assertThat(folders()).isEmpty();

    scan().fails(2, NONE);
    scan("--dry-run", "--json").ends(2, "[]\n", NONE);
  }

  @Test
  void makesNoCatalogueWithoutAFolder() {
    scan()
        .fails(
            4,
            "tsr: %s: no such database; create it with tsr db scan FOLDER --db FILE\n"
                .formatted(database));
    assertThat(database).doesNotExist();
  }

  /** A catalogue of before folders were remembered. */
  @Test
  void remembersFromTheNextScanOn() {
    library.model("a/1.safetensors", 1);
    scan("a");
    catalogue.execute("DELETE FROM scan_roots");
    scan().exits(2);

    scan("a");

    scan().says("0 new, 1 unchanged; nothing to read\n");
  }

  @Test
  void scansTheOthersWhereAFolderIsAbsent() throws IOException {
    library.model("a disk/1.safetensors", 1);
    library.model("b/2.safetensors", 2);
    scan("a disk", "b");
    Path away = library.move("a disk", "away");
    library.model("b/3.safetensors", 3);

    scan().exits(4);
    scan()
        .fails(
            4,
            """
            tsr: %1$s: no such folder or file, but the catalogue has 1 file there; nothing was marked \
            missing. Is a disk not mounted? If the files were moved: tsr db relocate '%1$s' NEW; if they \
            were deleted: tsr db prune '%1$s'
            0 new, 2 unchanged; nothing to read
            """
                .formatted(path("a disk")));
    assertThat(folders()).containsExactly(path("a disk"), path("b"));

    Files.move(away, library.path("a disk"));
    scan().says("0 new, 3 unchanged; nothing to read\n");
  }

  /** An empty disk may get models. */
  @Test
  void saysHowToForgetAnAbsentFolderThatNeverHeldFiles() throws IOException {
    library.model("b/1.safetensors", 1);
    Files.createDirectory(library.path("a"));
    scan("a", "b");
    library.delete("a");

    Result result = scan().exits(4);
    assertThat(result.err())
        .startsWith(
            "tsr: %1$s: no such folder or file; nothing was marked missing. Is a disk not mounted? If it is gone for good: tsr db prune %1$s\n"
                .formatted(path("a")));
    tsr.db("prune", path("a"))
        .says("0 forgotten\ntsr db scan no longer searches %s\n".formatted(path("a")));
    scan().prints("", "0 new, 1 unchanged; nothing to read\n");
  }

  @Test
  void forgetsAFolderThatIsGoneAndAllOfWhoseFilesMoved() {
    library.model("a/1.safetensors", 1);
    library.model("a/x/2.safetensors", 2);
    library.file("a/bad.safetensors", new byte[3]);
    scan("a");
    library.move("a", "b");

    Result dry = scan("--dry-run", "b").exits(0);
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
    catalogue.has("SELECT path FROM failed_files", path("b") + "/bad.safetensors");
    scan("-q").prints("");
    tsr.db("import -q").exits(0);
  }

  /** One after the other; the last scan goes through the absent folder, too. */
  @Test
  void forgetsAFolderWhoseLastFilesMovedLater() {
    library.model("a/1.safetensors", 1);
    library.model("a/2.safetensors", 2);
    library.model("b/3.safetensors", 3);
    scan("a", "b");
    library.move("a/1.safetensors", "b/1.safetensors");
    scan().exits(0);
    library.move("a/2.safetensors", "b/2.safetensors");
    scan("-q").prints(path("b") + "/2.safetensors\t97\t1\tmoved\n");
    assertThat(folders()).containsExactly(path("a"), path("b"));
    library.delete("a");

    scan("-q")
        .prints(
            "",
            "tsr: %s: gone, and none of its files is left; tsr db scan no longer searches it\n"
                .formatted(path("a")));
    scan("-q").prints("");
  }

  /** As after duplicates --print0 | xargs -0 rm: sidecars and folders stay. */
  @Test
  void marksFilesMissingWhoseCopiesAreElsewhere() {
    library.model("a/x/1.safetensors", 1);
    library.model("a/x/2.safetensors", 2);
    library.file("a/x/1.json", new byte[1]);
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    library.delete("a/x/1.safetensors");
    library.move("a/x/2.safetensors", "b/2.safetensors");
    String news =
        "%s/2.safetensors\t97\t1\tmoved\n%s/x/1.safetensors\t97\t1\tmissing\n"
            .formatted(path("b"), path("a"));
    scan("-q", "--dry-run").prints(news);

    scan("-q").prints(news);
    scan("-q").prints("");
    assertThat(folders()).containsExactly(path("a"), path("b"));
    tsr.db("prune -q").exits(0);
    library.model("a/3.safetensors", 3);
    scan("-q").prints(path("a") + "/3.safetensors\t97\t1\tnew\n");
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
  void marksNothingMissingInAnEmptiedFolderOtherwise(String change) {
    library.model("a/1.safetensors", 1);
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    library.delete("a/1.safetensors");
    catalogue.execute(change);

    Result result = scan("-q", "a").exits(3);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .startsWith(
            "tsr: %s: holds no model, but the catalogue has 1 file below it".formatted(path("a")));
  }

  @Test
  void recordsTheDiskOnWhichFilesWereFound() throws IOException {
    Files.createDirectory(library.path("a"));
    library.model("b/1.safetensors", 1);
    scan("a", "b");
    String devices =
        "SELECT device = substr(file_key, 6, instr(file_key, ',') - 6) FROM scan_roots, local_files ORDER BY path";
    catalogue.has(devices, "null", "1");

    catalogue.execute("UPDATE scan_roots SET device = 'ff42'");
    scan("--dry-run", "b");
    catalogue.has(devices, "0", "0");
    scan("b");
    catalogue.has(devices, "0", "1");
  }

  /** Options, and names of folders in the library. */
  private Result scan(String... words) {
    return tsr.db(
        "scan --jobs 1",
        Stream.of(words).map(word -> word.startsWith("-") ? word : path(word)).toList());
  }

  private String path(String name) {
    return library.path(name).toString();
  }

  private List<String> folders() {
    return catalogue.rows("SELECT path FROM scan_roots ORDER BY path");
  }
}
