package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files on a disk that is not mounted now, and that no scan has marked missing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UnreachableTest {

  private static final String NOT_MOUNTED = ". Is a disk not mounted?\n";

  private Workplace workplace;
  private Path disk;
  private Path harbour;
  private Path fog;
  private Path copy;

  /** Two models on a disk, of which one has a copy elsewhere. */
  @BeforeEach
  void catalogue(@TempDir Path folder) throws SQLException {
    workplace = Workplace.in(folder);
    Library library = workplace.library();
    disk = library.path("disk");
    harbour = library.model("disk/harbour.safetensors", 1);
    fog = library.model("disk/fog.safetensors", 2);
    copy = library.model("here/copy.safetensors", 2);
    workplace.catalogue().createIfAbsent();
    run("scan", disk.toString(), copy.getParent().toString());
    workplace
        .catalogue()
        .execute(
            """
            INSERT INTO models (id, civitai_id, name, type, fetched_at)
              VALUES (1, 7, 'Harbour', 'LORA', '2026');
            INSERT INTO model_versions (civitai_id, model_id, name, version_index)
              VALUES (72, 1, 'v2', 0), (71, 1, 'v1', 1);
            UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 71
              WHERE file_path LIKE '%harbour%';
            UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 72
              WHERE file_path LIKE '%disk/fog%';
            """);
  }

  private Program.Result run(String... words) {
    return workplace
        .tsr()
        .run(Stream.concat(Stream.of("db"), Stream.of(words)).toArray(String[]::new));
  }

  private void unplug() throws IOException {
    Files.move(disk, disk.resolveSibling("away"));
  }

  @Test
  void countsNoDuplicateThatIsUnreachable() throws IOException {
    unplug();

    assertThat(run("duplicates"))
        .isEqualTo(
            new Program.Result(
                0,
                "",
                fog
                    + " is unreachable, and is not counted; is its disk not mounted?\n"
                    + "No two files have the same content; tsr db scan FOLDER records new files.\n"));
  }

  @Test
  void listSaysSoInATable() throws IOException {
    assertThat(run("list", "--format", "table").err()).isEmpty();
    unplug();

    assertThat(run("list", "--format", "table").err())
        .isEqualTo("2 files are unreachable: " + disk + " is not there" + NOT_MOUNTED);
    assertThat(run("list", "harbour.safe", "--format", "table").err())
        .isEqualTo("1 file is unreachable: " + disk + " is not there" + NOT_MOUNTED);
    assertThat(run("list", "copy.safe", "--format", "table").err()).isEmpty();
    assertThat(run("list"))
        .extracting(Program.Result::exitCode, Program.Result::err)
        .containsExactly(0, "");
    assertThat(run("list").out()).hasLineCount(3);
  }

  @Test
  void anEmptyFolderOrAnotherDiskIsNotTheDisk() throws IOException, SQLException {
    unplug();
    Files.createDirectory(disk);
    assertThat(run("stats").err())
        .isEqualTo("2 files are unreachable: " + disk + " is empty" + NOT_MOUNTED);

    Files.createFile(disk.resolve("lost+found"));
    assertThat(run("stats").err()).isEmpty(); // the disk that it was on
    workplace.catalogue().execute("UPDATE scan_roots SET device = 'ff42'");
    assertThat(run("stats").err())
        .isEqualTo("2 files are unreachable: " + disk + " is on another disk" + NOT_MOUNTED);
    workplace.catalogue().execute("UPDATE scan_roots SET device = NULL");
    assertThat(run("stats").err()).isEmpty();
  }

  /** Whoever may not list a folder may still open its files. */
  @Test
  @DisabledIf("mayReadAll")
  void aFolderThatMayNotBeListedIsReachableIfItsFilesAre() throws IOException {
    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("--x--x--x"));
    assertThat(run("stats").err()).isEmpty();

    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("---------"));
    assertThat(run("stats").err())
        .isEqualTo("2 files are unreachable: " + disk + " cannot be read" + NOT_MOUNTED);
    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** Permissions do not bind root. */
  static boolean mayReadAll() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The new version would fill the place where the disk is mounted. */
  @Test
  void outdatedDownloadsNothingIntoThePlaceOfADisk() throws IOException, SQLException {
    workplace
        .catalogue()
        .execute(
            """
            UPDATE model_versions SET download_url = 'https://civitai.com/' || civitai_id;
            UPDATE local_files SET civitai_version_id = NULL WHERE file_path LIKE '%fog%';
            """);
    assertThat(run("outdated", "--format", "aria2").out()).contains("dir=" + disk + "\n");
    unplug();
    Files.createDirectory(disk);

    assertThat(run("outdated", "--format", "aria2"))
        .isEqualTo(
            new Program.Result(
                3, "", "tsr: " + harbour + ": its folder is not there; mount the disk, or scan\n"));
  }

  /** Some systems number a disk anew when it is mounted. */
  @Test
  void theSameDiskMayHaveAnotherNumber() throws SQLException {
    workplace.catalogue().execute("UPDATE scan_roots SET device = 'ff42'");

    assertThat(run("stats").err()).isEmpty();
  }

  @Test
  void aMissingFileIsMissing() throws IOException, SQLException {
    unplug();
    workplace
        .catalogue()
        .execute("UPDATE local_files SET missing_since = '2026' WHERE file_path LIKE '%/disk/%'");

    assertThat(run("stats").err()).isEmpty();
    assertThat(run("list", "--missing", "--format", "table").err()).isEmpty();
    assertThat(run("verify", harbour.toString()).out()).isEqualTo(harbour + "\tmissing\n");
  }

  @Test
  void statsCountsThemAsHere() throws IOException {
    String before = run("stats", "--json").out().replaceAll("\"db_bytes\":\\d+", "");
    unplug();

    Program.Result after = run("stats", "--json");
    assertThat(after.out().replaceAll("\"db_bytes\":\\d+", "")).isEqualTo(before);
    assertThat(after.err())
        .isEqualTo("2 files are unreachable: " + disk + " is not there" + NOT_MOUNTED);
  }

  @Test
  void verifyTellsThemFromMissingFiles() throws IOException {
    unplug();
    Files.move(copy, copy.resolveSibling("other"));

    assertThat(run("verify", "--jobs", "1", "--json"))
        .isEqualTo(
            new Program.Result(
                3,
                """
                [{"file_path":"%1$s","status":"unreachable","expected":"%2$s","actual":null},
                 {"file_path":"%3$s","status":"unreachable","expected":"%4$s","actual":null},
                 {"file_path":"%5$s","status":"missing","expected":"%2$s","actual":null}]
                """
                    .formatted(
                        fog,
                        Library.sha256(disk.resolveSibling("away/fog.safetensors")),
                        harbour,
                        Library.sha256(disk.resolveSibling("away/harbour.safetensors")),
                        copy),
                """
                tsr: %1$s: unreachable: %3$s is not there; mount its disk, and verify again
                tsr: %2$s: unreachable: %3$s is not there; mount its disk, and verify again
                tsr: %4$s: missing; run tsr db scan on its folder
                0 ok, 0 damaged, 1 missing or unreadable, 2 unreachable
                """
                    .formatted(fog, harbour, disk, copy)));
  }

  @Test
  void showSaysSo() throws IOException {
    String here = run("show", "harbour", "--json").out();
    unplug();

    assertThat(run("show", "harbour", "--format", "table").out())
        .containsPattern(
            "\nunreachable  " + disk + " is not\\s+there: is a disk\\s+not mounted\\?\n")
        .contains("v2, latest, unreachable\n")
        .contains("v1, this file\n");
    assertThat(run("show", "copy", "--format", "table").out())
        .doesNotContain("is not there")
        .contains(fog + " (unreachable)\n");
    assertThat(run("show", "harbour", "--json").out()).isEqualTo(here);
  }

  @Test
  void needsTellsThemFromFilesThatAreHere() throws IOException {
    Path prompt =
        Files.write(
            workplace.home().resolve("prompt.txt"),
            "boats <lora:harbour:1> <lora:copy:1> <lora:nosuch:1>"
                .getBytes(StandardCharsets.UTF_8));
    unplug();

    Program.Result result = run("needs", "--exit-code", prompt.toString());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out())
        .contains("\tharbour\tunreachable\tname\t" + harbour + "\t")
        .contains("\tcopy\there\tname\t" + copy + "\t")
        .contains("\tnosuch\tunknown\t");
    assertThat(result.err())
        .isEqualTo(
            "3 models: 1 here, 1 unreachable, 0 missing, 1 unknown; 2 matched by name only\n");
  }
}
