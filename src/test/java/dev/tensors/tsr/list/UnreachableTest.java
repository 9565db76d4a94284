package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Files on a disk that is not mounted now, and that no scan has marked missing. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class UnreachableTest extends CommandTest {

  private static final String NOT_MOUNTED = ". Is a disk not mounted?\n";

  private Path disk;
  private Path harbour;
  private Path fog;
  private Path copy;

  /** Two models on a disk, of which one has a copy elsewhere. */
  @BeforeEach
  void catalogue() {
    disk = library.path("disk");
    harbour = library.model("disk/harbour.safetensors", 1);
    fog = library.model("disk/fog.safetensors", 2);
    copy = library.model("here/copy.safetensors", 2);
    catalogue.createIfAbsent();
    tsr.db("scan", disk, copy.getParent());
    catalogue
        .model(7, "Harbour")
        .with("fetched_at", "2026")
        .version(72, "v2")
        .linked(fog)
        .version(71, "v1")
        .linked(harbour);
  }

  private void unplug() throws IOException {
    Files.move(disk, disk.resolveSibling("away"));
  }

  @Test
  void countsNoDuplicateThatIsUnreachable() throws IOException {
    unplug();

    tsr.db("duplicates")
        .prints(
            "",
            fog
                + " is unreachable, and is not counted; is its disk not mounted?\n"
                + "No two files have the same content; tsr db scan FOLDER records new files.\n");
  }

  /** To list the entries of a pipe waits until another program writes into it. */
  @Test
  @Timeout(30)
  void waitsForNoPipeInThePlaceOfAFolder() throws Exception {
    unplug();
    assertThat(new ProcessBuilder("mkfifo", disk.toString()).start().waitFor()).isZero();

    tsr.db("list --format table")
        .says(
            "2 files are unreachable: "
                + disk
                + " is not there"
                + NOT_MOUNTED
                + "3 files, 291 B\n");
  }

  @Test
  void listSaysSoInATable() throws IOException {
    tsr.db("list --format table").says("3 files, 291 B\n");
    unplug();

    tsr.db("list --format table")
        .says(
            "2 files are unreachable: "
                + disk
                + " is not there"
                + NOT_MOUNTED
                + "3 files, 291 B\n");
    tsr.db("list harbour.safe --format table")
        .says("1 file is unreachable: " + disk + " is not there" + NOT_MOUNTED + "1 file, 97 B\n");
    tsr.db("list copy.safe --format table").says("1 file, 97 B\n");
    tsr.db("list --format table -n 1")
        .says(
            "2 files are unreachable: "
                + disk
                + " is not there"
                + NOT_MOUNTED
                + "3 files, 291 B; 1 of them shown, -n 0 for all\n");
    tsr.db("list not:name:fog --format table -n 1 --reverse")
        .says(
            "1 file is unreachable: "
                + disk
                + " is not there"
                + NOT_MOUNTED
                + "2 files, 194 B; 1 of them shown, -n 0 for all\n");
    tsr.db("list").exits(0).says("3 files, 291 B\n");
    assertThat(tsr.db("list").out()).hasLineCount(3);
  }

  @Test
  void anEmptyFolderOrAnotherDiskIsNotTheDisk() throws IOException {
    unplug();
    Files.createDirectory(disk);
    tsr.db("stats").says("2 files are unreachable: " + disk + " is empty" + NOT_MOUNTED);

    Files.createFile(disk.resolve("lost+found"));
    assertThat(tsr.db("stats").err()).isEmpty(); // the disk that it was on
    catalogue.execute("UPDATE scan_roots SET device = 'ff42'");
    tsr.db("stats").says("2 files are unreachable: " + disk + " is on another disk" + NOT_MOUNTED);
    catalogue.execute("UPDATE scan_roots SET device = NULL");
    assertThat(tsr.db("stats").err()).isEmpty();
  }

  /** Whoever may not list a folder may still open its files. */
  @Test
  @DisabledIf("mayReadAll")
  void aFolderThatMayNotBeListedIsReachableIfItsFilesAre() throws IOException {
    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("--x--x--x"));
    assertThat(tsr.db("stats").err()).isEmpty();

    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("---------"));
    tsr.db("stats").says("2 files are unreachable: " + disk + " cannot be read" + NOT_MOUNTED);
    Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  /** Permissions do not bind root. */
  static boolean mayReadAll() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** The new version would fill the place where the disk is mounted. */
  @Test
  void outdatedDownloadsNothingIntoThePlaceOfADisk() throws IOException {
    catalogue.execute(
        """
        UPDATE model_versions SET download_url = 'https://civitai.com/' || civitai_id;
        UPDATE local_files SET civitai_version_id = NULL WHERE file_path LIKE '%fog%';
        """);
    assertThat(tsr.db("outdated --format aria2").out()).contains("dir=" + disk + "\n");
    unplug();
    Files.createDirectory(disk);

    tsr.db("outdated --format aria2")
        .fails(3, "tsr: 1 file is unreachable: " + disk + " is empty" + NOT_MOUNTED);
    catalogue.execute("DELETE FROM scan_roots WHERE path LIKE '%/disk'");
    Files.delete(disk);
    tsr.db("outdated --format aria2")
        .fails(3, "tsr: " + harbour + ": its folder is not there; mount the disk, or scan\n");
  }

  /** Some systems number a disk anew when it is mounted. */
  @Test
  void theSameDiskMayHaveAnotherNumber() {
    catalogue.execute("UPDATE scan_roots SET device = 'ff42'");

    assertThat(tsr.db("stats").err()).isEmpty();
  }

  @Test
  void aMissingFileIsMissing() throws IOException {
    unplug();
    catalogue.execute(
        "UPDATE local_files SET missing_since = '2026' WHERE file_path LIKE '%/disk/%'");

    assertThat(tsr.db("stats").err()).isEmpty();
    tsr.db("list --missing --format table").says("2 files, 194 B\n");
    tsr.db("verify", harbour).shows(harbour + "\tmissing\n");
  }

  @Test
  void statsCountsThemAsHere() throws IOException {
    String before = tsr.db("stats --json").out().replaceAll("\"db_bytes\":\\d+", "");
    unplug();

    Result after = tsr.db("stats --json");
    assertThat(after.out().replaceAll("\"db_bytes\":\\d+", "")).isEqualTo(before);
    after.says("2 files are unreachable: " + disk + " is not there" + NOT_MOUNTED);
  }

  @Test
  void verifyTellsThemFromMissingFiles() throws IOException {
    unplug();
    Files.move(copy, copy.resolveSibling("other"));

    tsr.db("verify --jobs 1 --json")
        .ends(
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
            tsr: %1$s: missing; run tsr db scan on its folder
            tsr: 2 files are unreachable: %2$s is not there. Is a disk not mounted?
            0 ok, 0 damaged, 1 missing or unreadable, 2 unreachable
            """
                .formatted(copy, disk));
  }

  @Test
  void organiseNamesTheFolderOnce() throws IOException {
    Path into = Files.createDirectory(library.path("comfyui"));
    unplug();
    Files.createDirectory(disk);

    tsr.db("organise --template {base|unknown}/ --do --where disk --into", into)
        .ends(
            3,
            """
            %2$s\t\trefused\t%1$s is empty
            %3$s\t\trefused\t%1$s is empty
            """
                .formatted(disk, fog, harbour),
            """
            tsr: 2 files are unreachable: %s is empty. Is a disk not mounted?
            2 refused
            """
                .formatted(disk));
  }

  @Test
  void exportSaysSo() throws IOException {
    unplug();
    tsr.db("export --for a1111 -j --where name:harbour")
        .prints(
            """
            [{"file_path":"%1$s","manager":"a1111","path":"%2$s/harbour.json","status":"skipped",\
            "reason":"the file is unreachable: %2$s is not there. Is a disk not mounted?"}]
            """
                .formatted(harbour, disk),
            """
            1 skipped: the file is unreachable: %s is not there. Is a disk not mounted?
            """
                .formatted(disk));
    Files.move(disk.resolveSibling("away"), disk);
    Files.delete(harbour);
    tsr.db("export --for a1111 --where name:harbour")
        .exits(0)
        .says("1 skipped: the file is gone, or has changed since the last scan; run tsr db scan\n");
  }

  @Test
  void showSaysSo() throws IOException {
    String here = tsr.db("show harbour --json").out();
    unplug();

    assertThat(tsr.db("show harbour --format table").out())
        .containsPattern(
            "\nunreachable  " + disk + " is not\\s+there: is a disk\\s+not mounted\\?\n")
        .contains("v2, latest, unreachable\n")
        .contains("v1, this file\n");
    assertThat(tsr.db("show copy --format table").out())
        .doesNotContain("is not there")
        .contains(fog + " (unreachable)\n");
    tsr.db("show harbour --json").prints(here);
  }

  @Test
  void needsTellsThemFromFilesThatAreHere() throws IOException {
    Path prompt =
        Files.write(
            home.resolve("prompt.txt"),
            "boats <lora:harbour:1> <lora:copy:1> <lora:nosuch:1>"
                .getBytes(StandardCharsets.UTF_8));
    unplug();

    Result result = tsr.db("needs --exit-code", prompt).exits(1);
    assertThat(result.out())
        .contains("\tharbour\tunreachable\tname\t" + harbour + "\t")
        .contains("\tcopy\there\tname\t" + copy + "\t")
        .contains("\tnosuch\tunknown\t");
    result.says("3 models: 1 here, 1 unreachable, 0 missing, 1 unknown; 2 matched by name only\n");
  }
}
