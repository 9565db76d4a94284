package dev.tensors.tsr.relocate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class RelocateTest extends CommandTest {

  private static final String ROWS =
      "SELECT id, file_path, civitai_version_id, missing_since IS NULL FROM local_files ORDER BY id";

  /** The models 1 and 2 in the folder old, the second one linked by hand. */
  @BeforeEach
  void catalogue() {
    library.model("old/a.safetensors", 16, 1, "{\"key\":\"1\"}");
    library.model("old/sub/b.safetensors", 16, 2, "{\"key\":\"2\"}");
    scan("old");
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8, link_source = 'manual'
        WHERE id = 2
        """);
  }

  @Test
  void givesEachFileItsNewPath() throws IOException {
    copy("old", "new");
    library.delete("old");

    relocate("--json", "old", "new")
        .prints(
            """
            [{"id":1,"old_path":"%1$s/a.safetensors","file_path":"%2$s/a.safetensors","status":"moved"},
             {"id":2,"old_path":"%1$s/sub/b.safetensors","file_path":"%2$s/sub/b.safetensors","status":"moved"}]
            """
                .formatted(path("old"), path("new")),
            "2 moved\n");
    catalogue.has(
        ROWS,
        "1|" + path("new/a.safetensors") + "|null|1",
        "2|" + path("new/sub/b.safetensors") + "|8|1");
    catalogue.has("SELECT local_file_id, value FROM safetensor_metadata", "1|1", "2|2");
    assertThat(folders()).containsExactly(path("new"));
    scan().prints("", "0 new, 2 unchanged; nothing to read\n");
    relocate("old", "new")
        .fails(
            4, "tsr: " + path("old") + ": the catalogue has no file below it; see tsr db list\n");
  }

  @Test
  void changesNothingInADryRun() throws IOException {
    copy("old", "new");
    List<String> before = catalogue.rows("SELECT * FROM local_files");

    Result result = relocate("--dry-run", "old", "new");

    result.says("2 would move\n");
    assertThat(catalogue.rows("SELECT * FROM local_files")).isEqualTo(before);
    assertThat(folders()).containsExactly(path("old"));
    relocate("old", "new").shows(result.out());
  }

  /**
   * The copy was scanned, and so each content has two rows; of one copy, only the link is known.
   */
  @Test
  void makesOneRowOfAFileAndItsScannedCopy() throws IOException {
    copy("old", "new");
    scan("new");
    catalogue.execute(
        """
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 9, link_source = 'manual'
        WHERE id = 3
        """);
    library.delete("old");
    scan().exits(4);

    relocate("old", "new").says("2 moved\n");

    catalogue.has(
        ROWS,
        "1|" + path("new/a.safetensors") + "|9|1",
        "2|" + path("new/sub/b.safetensors") + "|8|1");
    assertThat(folders()).containsExactly(path("new"));
    scan().prints("", "0 new, 2 unchanged; nothing to read\n");
  }

  /** What is known of the copy is known of the one row, and no damage is forgotten. */
  @Test
  void keepsHowTheHashOfACopyIsKnownAndWhatIsDamaged() throws IOException {
    copy("old", "new");
    scan("new");
    catalogue.execute(
        """
        UPDATE local_files SET hash_source = 'catalogue' WHERE id = 3;
        UPDATE local_files SET damaged_at = '2026-01-01T00:00:00Z' WHERE id = 2
        """);
    library.delete("old");

    relocate("old", "new").says("2 moved\n");

    String known = "SELECT id, hash_source, damaged_at IS NULL FROM local_files ORDER BY id";
    catalogue.has(known, "1|catalogue|1", "2|read|0");
    copy("new", "newer");
    relocate("--verify", "new", "newer").says("2 moved\n");
    catalogue.has(known, "1|read|1", "2|read|1");
  }

  @Test
  void refusesToDropOneOfTwoLinksByHand() throws IOException {
    copy("old", "new");
    scan("new");
    catalogue.execute("UPDATE local_files SET civitai_version_id = 9 WHERE id = 4");

    Result result = relocate("old", "new").exits(3);
    assertThat(result.err())
        .startsWith(
            "tsr: %s: linked by hand to another version than %s; remove one of the links with tsr db unlink\n1 moved, 1 differs\n"
                .formatted(path("new/sub/b.safetensors"), path("old/sub/b.safetensors")));
    catalogue.has("SELECT id FROM local_files ORDER BY id", "1", "2", "4");
  }

  @Test
  void leavesFilesThatAreAbsentOrDiffer() {
    library.model("old/c.safetensors", 3);
    library.model("old/d.safetensors", 4);
    scan("old");
    library.model("new/a.safetensors", 16, 1, "{\"key\":\"1\"}");
    library.model("new/c.safetensors", 17, 3, "{}");
    library.model("new/d.safetensors", 5);
    scan("new");
    library.delete("old");

    Result result = relocate("old", "new").exits(3);
    result.shows(
        """
        %1$s/a.safetensors\tmoved
        %1$s/c.safetensors\tdiffers
        %1$s/d.safetensors\tdiffers
        %1$s/sub/b.safetensors\tabsent
        """
            .formatted(path("new")));
    result.says(
        """
        tsr: %1$s/c.safetensors: 98 bytes, but 97 are recorded of %2$s/c.safetensors
        tsr: %1$s/d.safetensors: recorded with another content than %2$s/d.safetensors
        tsr: %1$s/sub/b.safetensors: no such file
        1 moved, 1 absent, 2 differs
        The others stay recorded below %2$s. Copy them to %1$s and repeat the command; or, if they were \
        deleted: tsr db prune %2$s
        """
            .formatted(path("new"), path("old")));
    assertThat(folders()).containsExactly(path("new"), path("old"));
    assertThat(tsr.db("prune -q", path("old")).out()).hasLineCount(3);
    scan().says("0 new, 3 unchanged; nothing to read\n");
  }

  @Test
  void readsTheFilesToVerify() throws IOException {
    copy("old", "new");
    library.model("new/a.safetensors", 16, 9, "{\"key\":\"1\"}");
    Files.setLastModifiedTime(library.path("new/sub/b.safetensors"), FileTime.fromMillis(0));

    Result result = relocate("--verify", "old", "new").exits(3);
    assertThat(result.err())
        .startsWith(
            "tsr: %s/a.safetensors: another content than recorded of %s/a.safetensors\n1 moved, 1 differs\n"
                .formatted(path("new"), path("old")));
    catalogue.has("SELECT mtime_ns, verified_at IS NULL FROM local_files WHERE id = 2", "0|0");
  }

  /** A scan then reads the file, and finds what it is. */
  @Test
  void keepsTheTimeOfAFileThatItDidNotRead() throws IOException {
    copy("old", "new");
    library.delete("old");
    library.model("new/a.safetensors", 16, 9, "{\"key\":\"1\"}");

    relocate("old", "new").says("2 moved\n");

    scan("-q").prints(path("new/a.safetensors") + "\t106\t1\tchanged\n");
  }

  @Test
  void movesNoFolderWhoseNameOnlyBeginsTheSame() throws IOException {
    library.model("old%_\n'/c.safetensors", 3);
    library.model("old%_\n'é/d.safetensors", 4);
    library.model("older/e.safetensors", 5);
    scan("old%_\n'", "old%_\n'é", "older");
    copy("old%_\n'", "new\n%");

    relocate("old%_\n'", "new\n%").exits(0);
    copy("old", "new");
    assertThat(relocate("old", "new").out()).hasLineCount(2);

    assertThat(catalogue.rows("SELECT file_path FROM local_files WHERE id > 2 ORDER BY id"))
        .containsExactlyInAnyOrder(
            path("new\n%/c.safetensors"),
            path("old%_\n'é/d.safetensors"),
            path("older/e.safetensors"));
    assertThat(folders())
        .containsExactly(path("new"), path("new\n%"), path("old%_\n'é"), path("older"));
  }

  /** The user left a symlink in the old place. */
  @Test
  void relocatesAFolderThatIsASymlinkToTheNewOne() throws IOException {
    copy("old", "disk/new");
    library.delete("old");
    Files.createSymbolicLink(library.path("old"), library.path("disk/new"));
    Files.createSymbolicLink(library.path("link"), library.path("disk"));

    relocate("old", "link/new").says("2 moved\n");

    catalogue.has(
        "SELECT file_path FROM local_files ORDER BY id",
        path("disk/new/a.safetensors"),
        path("disk/new/sub/b.safetensors"));
  }

  @Test
  void findsTheRealPathOfAFileBeyondASymlink() throws IOException {
    copy("old/sub", "elsewhere");
    Files.createDirectory(library.path("new"));
    Files.createSymbolicLink(library.path("new/sub"), library.path("elsewhere"));
    Files.createSymbolicLink(library.path("new/a.safetensors"), library.path("old/a.safetensors"));

    Result result = relocate("old", "new");

    assertThat(result.err())
        .startsWith(
            "tsr: " + path("new/a.safetensors") + ": only a symlink to the old path\n1 moved");
    catalogue.has(
        "SELECT file_path FROM local_files WHERE id = 2", path("elsewhere/b.safetensors"));
  }

  @Test
  void takesMissingAndRefusedFilesAlong() throws IOException {
    library.model("old/c.safetensors", 3);
    library.file("old/bad.safetensors", new byte[1]);
    library.file("old/worse.safetensors", new byte[1]);
    scan("old");
    copy("old", "new");
    library.delete("old/a.safetensors");
    library.delete("old/c.safetensors");
    library.delete("new/c.safetensors");
    library.delete("new/worse.safetensors");
    scan("old");
    library.delete("old");

    relocate("old", "new")
        .exits(0)
        .says("2 moved, 1 absent\n"); // the third one was missing already
    catalogue.has("SELECT missing_since FROM local_files WHERE id = 1", "null");
    catalogue.has("SELECT path FROM failed_files", path("new/bad.safetensors"));
    assertThat(folders()).containsExactly(path("new"));
    scan("-q").prints("");
  }

  @Test
  void remembersTheNewFolderOfAPartOfAScannedOne() throws IOException {
    copy("old/sub", "new");
    library.delete("old/sub");

    relocate("old/sub", "new").says("1 moved\n");

    assertThat(folders()).containsExactly(path("new"), path("old"));
    scan().prints("", "0 new, 2 unchanged; nothing to read\n");
  }

  @Test
  void refusesWhatIsNoOtherFolder() {
    List<String> before = catalogue.rows("SELECT * FROM local_files");
    library.file("file", new byte[0]);

    assertThat(refusal(2, "old", "old")).isEqualTo(path("old") + ": NEW is the same folder as OLD");
    assertThat(refusal(2, "old", "old/sub"))
        .isEqualTo(
            path("old/sub") + ": NEW lies below OLD; name the folder to which OLD was moved");
    assertThat(refusal(4, "old", "file"))
        .isEqualTo(path("file") + ": is a file; name the folder where the files are");
    assertThat(refusal(4, "old", "none"))
        .isEqualTo(
            path("none")
                + ": no such folder; move or copy the files there first, or mount its disk");
    assertThat(refusal(4, "ol", "old"))
        .isEqualTo(path("ol") + ": the catalogue has no file below it; see tsr db list");
    assertThat(tsr.db("relocate", "", "x").err())
        .startsWith("tsr: OLD is empty; the current folder is .\n");
    assertThat(catalogue.rows("SELECT * FROM local_files")).isEqualTo(before);
    assertThat(folders()).containsExactly(path("old"));
  }

  private String refusal(int exitCode, String oldFolder, String newFolder) {
    Result result = relocate("--json", oldFolder, newFolder);
    result.exits(exitCode).shows("[]\n");
    return result.err().lines().findFirst().orElseThrow().substring("tsr: ".length());
  }

  private void copy(String from, String to) throws IOException {
    Path target = library.path(to);
    try (Stream<Path> below = Files.walk(library.path(from))) {
      for (Path path : below.toList()) {
        Path copy = target.resolve(library.path(from).relativize(path));
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private Result scan(String... words) {
    return tsr.db("scan --jobs 1", paths(words));
  }

  private Result relocate(String... words) {
    return tsr.db("relocate", paths(words));
  }

  /** Options stay as they are; other words are names of folders in the library. */
  private List<String> paths(String... words) {
    return Stream.of(words).map(word -> word.startsWith("-") ? word : path(word)).toList();
  }

  private String path(String name) {
    return library.path(name).toString();
  }

  private List<String> folders() {
    return catalogue.rows("SELECT path FROM scan_roots ORDER BY path");
  }
}
