package dev.tensors.tsr.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class ScanTest extends CommandTest {

  private static final String WAYS_OUT =
      " nothing was marked missing. Is a disk not mounted? If the files were moved: tsr db"
          + " relocate %1$s NEW; if they were deleted: tsr db prune %1$s\n";

  private Path models;

  @BeforeEach
  void home() {
    models = library.path("");
  }

  @Test
  void recordsWhatAFileIs() {
    Path file =
        library.model(
            "a.safetensors", 16, 1, "{\"modelspec.title\":\"été\",\"ss_epoch\":3,\"x\":null}");

    Result result = scan("--json");

    result.prints(
        """
        [{"id":1,"file_path":"%s","sha256":"%s","size_bytes":%d,"header_size":%d,\
        "tensor_count":1,"status":"new","error":null}]
        """
            .formatted(file, Library.sha256(file), size(file), size(file) - 8 - 16),
        result.err());
    assertThat(result.err())
        .matches("1 new; \\d+ B read in \\d+\\.\\d s \\(\\d+(\\.\\d)? (B|KiB|MiB)/s\\)\n");
    catalogue.has(
        "SELECT key, value FROM safetensor_metadata ORDER BY key",
        "modelspec.title|été",
        "ss_epoch|3",
        "x|null");
    catalogue.has("SELECT created_at = updated_at, missing_since FROM local_files", "1|null");
  }

  @Test
  void findsBothExtensionsInAnyCaseAndNothingElse() {
    library.model("a.SafeTensors", 1);
    library.model("b/c/d.SFT", 2);
    library.model("e.ckpt", 3);
    library.model("f.safetensors.part", 4);
    library.model(".hidden/g.sft", 5);

    assertThat(statuses())
        .containsExactlyInAnyOrder("new a.SafeTensors", "new b/c/d.SFT", "new .hidden/g.sft");
  }

  @Test
  void doesNotReadAnUnchangedFile() throws IOException {
    Path file = library.model("a.safetensors", 1);
    FileTime time = Files.getLastModifiedTime(file);
    scan();
    byte[] other = Files.readAllBytes(file);
    other[other.length - 1]++;
    Files.write(file, other);
    Files.setLastModifiedTime(file, time);

    assertThat(statuses()).containsExactly("unchanged a.safetensors");
    assertThat(statuses("--rehash")).containsExactly("changed a.safetensors");
    assertThat(statuses("--rehash")).containsExactly("unchanged a.safetensors");
  }

  @Test
  void readsAChangedFileAndForgetsWhatItNoLongerSays() {
    Path file = library.model("a.safetensors", 16, 1, "{\"old\":\"1\",\"both\":\"1\"}");
    scan();
    catalogue.execute("UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8");
    library.model("a.safetensors", 17, 1, "{\"both\":\"2\",\"new\":\"2\"}");

    scan("--exit-code").exits(1);
    catalogue.has(
        "SELECT id, sha256, civitai_model_id, civitai_version_id FROM local_files",
        "1|" + Library.sha256(file) + "|null|null");
    catalogue.has("SELECT key, value FROM safetensor_metadata ORDER BY key", "both|2", "new|2");
  }

  @Test
  void keepsTheLinkOfAFileWithANewTimeAndTheSameContent() throws IOException {
    Path file = library.model("a.safetensors", 1);
    scan();
    catalogue.execute("UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8");
    Files.setLastModifiedTime(file, FileTime.fromMillis(0));

    Result result = scan("--json");

    assertThat(result.out()).contains("\"size_bytes\":97,").contains("\"unchanged\"");
    assertThat(result.err()).startsWith("0 new, 1 unchanged; 97 B read ");
    catalogue.has("SELECT civitai_model_id, civitai_version_id FROM local_files", "7|8");
    scan().says("0 new, 1 unchanged; nothing to read\n");
  }

  /** As after a backup was restored, or on a network share. */
  @Test
  void takesAFileForTheSameUnderAnotherFileKey() throws IOException {
    Path file = library.model("a.safetensors", 1);
    scan();
    String row = "SELECT id, file_key, updated_at FROM local_files";
    List<String> before = catalogue.rows(row);
    catalogue.execute("UPDATE local_files SET file_key = '(dev=1,ino=2)'");

    scan("--exit-code").prints("", "0 new, 1 unchanged; nothing to read\n");
    assertThat(catalogue.rows(row)).isEqualTo(before);

    Files.move(file, library.path("b.safetensors"));
    assertThat(statuses()).containsExactly("moved b.safetensors");
  }

  @Test
  void readsFilesOfOneSizeAndTimeWhoseNamesWereSwapped() throws IOException {
    FileTime time = FileTime.fromMillis(0);
    Path a = Files.setLastModifiedTime(library.model("a.safetensors", 1), time);
    Path b = Files.setLastModifiedTime(library.model("b.safetensors", 2), time);
    scan();
    Files.move(a, library.path("c"));
    Files.move(b, a);
    Files.move(library.path("c"), b);

    assertThat(statuses())
        .containsExactlyInAnyOrder("changed a.safetensors", "changed b.safetensors");
  }

  /** 64 bits of nanoseconds end in 2262. */
  @Test
  void seesAChangeOfATimeThatIsFarAway() throws Exception {
    Path file = library.model("a.safetensors", 1);
    touch("@10000000000", file);
    scan();
    scan().says("0 new, 1 unchanged; nothing to read\n");
    library.model("a.safetensors", 2);
    touch("@10000000001", file);

    assertThat(statuses()).containsExactly("changed a.safetensors");
  }

  /** Java cannot set such a time, and not each file system can hold it. */
  private static void touch(String time, Path file) throws IOException, InterruptedException {
    Process touch = new ProcessBuilder("touch", "-d", time, file.toString()).start();
    assumeTrue(touch.waitFor() == 0);
    assumeTrue(Files.getLastModifiedTime(file).toInstant().toString().startsWith("2286"));
  }

  @Test
  void followsAMovedFileWithoutReadingIt() throws IOException {
    Path file = library.model("a.safetensors", 1);
    scan();
    catalogue.execute("UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 8");
    Files.createDirectory(library.path("sub"));
    Files.move(file, library.path("sub/b.safetensors"));

    assertThat(statuses()).containsExactly("moved sub/b.safetensors");
    catalogue.has(
        "SELECT id, file_path, civitai_version_id FROM local_files",
        "1|" + library.path("sub/b.safetensors") + "|8");
    assertThat(statuses()).containsExactly("unchanged sub/b.safetensors");
  }

  @Test
  void followsAFileWhoseFolderBecameASymlink() throws IOException {
    library.model("sub/a.safetensors", 1);
    scan();
    library.move("sub", "other");
    Files.createSymbolicLink(library.path("sub"), library.path("other"));

    assertThat(statuses()).containsExactly("moved other/a.safetensors");
    catalogue.has("SELECT id, missing_since FROM local_files", "1|null");
  }

  @Test
  void marksAMissingFileAndWelcomesItBack() throws IOException {
    Path file = library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);
    scan();
    Path away = Files.move(file, models.resolveSibling("away"));

    assertThat(statuses())
        .containsExactlyInAnyOrder("missing a.safetensors", "unchanged b.safetensors");
    String since =
        catalogue
            .rows("SELECT missing_since FROM local_files WHERE file_path LIKE '%/a.safetensors'")
            .getFirst();
    assertThat(since).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    scan("--exit-code").prints("", "0 new, 1 unchanged, 1 still missing; nothing to read\n");
    assertThat(statuses()).contains("missing a.safetensors");
    catalogue.has(
        "SELECT missing_since FROM local_files WHERE file_path LIKE '%/a.safetensors'", since);

    Files.move(away, file);
    assertThat(statuses())
        .containsExactlyInAnyOrder("unchanged a.safetensors", "unchanged b.safetensors");
    catalogue.has("SELECT count(*) FROM local_files WHERE missing_since IS NOT NULL", "0");
  }

  @Test
  void marksNothingWhereAFolderIsEmptied() throws IOException {
    Path file = library.model("disk/a.safetensors", 1);
    Path other = library.model("b.safetensors", 2);
    scan();
    Files.delete(file);

    Result result = tsr.db("scan --json", library.path("disk")).exits(3);
    result.shows("[]\n");
    assertThat(result.err())
        .startsWith(
            "tsr: "
                + library.path("disk")
                + ": holds no model, but the catalogue has 1 file below it;"
                + WAYS_OUT.formatted(library.path("disk")));
    catalogue.has("SELECT count(*) FROM local_files WHERE missing_since IS NULL", "2");

    // The folder above holds another model, and so is no absent disk.
    assertThat(statuses())
        .containsExactlyInAnyOrder("missing disk/a.safetensors", "unchanged b.safetensors");
    assertThat(other).exists();
  }

  @Test
  void marksNothingBelowAnAbsentPathAndGoesOnWithOthers() throws IOException {
    Path file = library.model("disk/a.safetensors", 1);
    library.model("b.safetensors", 2);
    scan();
    Files.delete(file);
    Files.delete(file.getParent());

    Result result = tsr.db("scan", file.getParent(), library.path("b.safetensors")).exits(4);
    assertThat(result.out()).isEmpty();
    result.says(
        "tsr: "
            + file.getParent()
            + ": no such folder or file, but the catalogue has 1 file there;"
            + WAYS_OUT.formatted(file.getParent())
            + "0 new, 1 unchanged; nothing to read\n");
    catalogue.has("SELECT count(*) FROM local_files WHERE missing_since IS NULL", "2");
  }

  @Test
  void namesAFailedFileAndItsReasonAndGoesOn() {
    library.file("a.safetensors", "<!DOCTYPE html><title>Log in</title>".getBytes());
    library.model("b.safetensors", 1);

    Result result = scan("--format", "csv");

    String reason = "looks like an HTML page, not a model: a saved log-in page?";
    result.exits(3);
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(
            "id,file_path,sha256,size_bytes,header_size,tensor_count,status,error",
            "," + library.path("a.safetensors") + ",,,,,failed,\"" + reason + "\"",
            "1,%s,%s,97,73,1,new,"
                .formatted(
                    library.path("b.safetensors"), Library.sha256(library.path("b.safetensors"))));
    assertThat(result.err())
        .startsWith("tsr: " + library.path("a.safetensors") + ": " + reason + "\n")
        .contains("\n1 new, 1 failed; ");
  }

  @Test
  void takesNoNameAndNoMetadataForACommand() {
    String hostile = "'); DROP TABLE local_files; --\" OR * \u001b[2J\t\n\u202e%_?:a$1";
    Path file =
        library.model(
            hostile + ".safetensors",
            16,
            1,
            "{\"'); DROP TABLE safetensor_metadata; --\":\"\\u001b[2J'\\u0000\"}");

    Result result = scan();

    result.exits(0);
    result.shows(
        models
            + "/'); DROP TABLE local_files; --\" OR * \\x1b[2J\\t\\n\\u202e%_?:a$1.safetensors"
            + "\t"
            + size(file)
            + "\t1\tnew\n");
    catalogue.has(
        "SELECT file_path, key FROM local_files, safetensor_metadata",
        file + "|'); DROP TABLE safetensor_metadata; --");
    for (String word : List.of(hostile, "DROP TABLE", "%_?", "_?:a$1", "'); ")) {
      assertThat(tsr.db("verify", word).exitCode()).as(word).isZero();
    }
    assertThat(statuses()).singleElement().satisfies(s -> assertThat(s).startsWith("unchanged "));
  }

  @Test
  void keepsWhatItKnewOfAFileThatIsDamagedNow() {
    Path file = library.model("a.safetensors", 1);
    String sha256 = Library.sha256(file);
    scan();
    library.file("a.safetensors", new byte[100]);

    assertThat(statuses()).containsExactly("failed a.safetensors");
    catalogue.has("SELECT sha256, missing_since FROM local_files", sha256 + "|null");
  }

  @Test
  void recordsEachFileOnceThroughSymlinksAndLoops() throws IOException {
    Path file = library.model("real/a.safetensors", 1);
    Files.createSymbolicLink(library.path("b.safetensors"), file);
    Files.createSymbolicLink(library.path("linked"), library.path("real"));
    Files.createSymbolicLink(library.path("real/loop"), models);
    Path blob = library.model("../blobs/0123", 2);
    Files.createSymbolicLink(library.path("c.safetensors"), blob.toRealPath());

    Result result = scan().exits(0);
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(file + "\t97\t1\tnew", blob.toRealPath() + "\t97\t1\tnew");
  }

  @Test
  void readsHardLinksOnce() throws IOException {
    Path file = library.model("a.safetensors", 1);
    Files.createLink(library.path("b.safetensors"), file);

    assertThat(scan().err()).startsWith("2 new; 97 B read ");

    Files.createLink(library.path("c.safetensors"), file);
    Result result = scan();
    assertThat(result.err()).startsWith("1 new, 2 unchanged; nothing to read");
    assertThat(scan("--rehash").err()).startsWith("0 new, 3 unchanged; 97 B read ");
  }

  @Test
  void followsOneOfSeveralNamesOfAFile() throws IOException {
    Path file = library.model("a.safetensors", 1);
    Files.createLink(library.path("b.safetensors"), file);
    scan();
    catalogue.execute(
        "UPDATE local_files SET civitai_version_id = 8 WHERE file_path LIKE '%/b.safetensors'");
    library.move("b.safetensors", "c.safetensors");

    assertThat(statuses())
        .containsExactlyInAnyOrder("unchanged a.safetensors", "moved c.safetensors");
    catalogue.has("SELECT civitai_version_id FROM local_files ORDER BY file_path", "null", "8");
  }

  @Test
  void followsEachOfManyNamesOfAFile() throws IOException {
    Path file = library.model("a.safetensors", 1);
    Files.createDirectory(library.path("old"));
    for (int link = 10; link < 60; link++) {
      Files.createLink(library.path("old/" + link + ".safetensors"), file);
    }
    assertThat(scan().err()).startsWith("51 new; 97 B read ");

    library.move("old", "new");
    Files.createLink(library.path("new/60.safetensors"), file);

    scan().says("1 new, 50 moved, 1 unchanged; nothing to read\n");
    catalogue.has("SELECT count(*) FROM local_files WHERE missing_since IS NULL", "52");
    assertThat(scan("--rehash").err()).startsWith("0 new, 52 unchanged; 97 B read ");
  }

  @Test
  void knowsAHardLinkToAFileThatIsNotBelowThePath() throws IOException {
    Path file = library.model("one/a.safetensors", 1);
    scan();
    Files.createDirectory(library.path("two"));
    Files.createLink(library.path("two/b.safetensors"), file);

    Result result = tsr.db("scan", library.path("two"));

    result.shows(library.path("two/b.safetensors") + "\t97\t1\tnew\n");
    result.says("1 new; nothing to read\n");
  }

  @Test
  void readsAMovedFileAgainWhereAllAreToBeRead() throws IOException {
    Path file = library.model("a.safetensors", 1);
    scan();
    catalogue.execute("UPDATE local_files SET civitai_version_id = 8");
    Files.move(file, library.path("b.safetensors"));

    Result result = scan("--rehash");

    result.shows(library.path("b.safetensors") + "\t97\t1\tmoved\n");
    assertThat(result.err()).startsWith("0 new, 1 moved; 97 B read ");
    catalogue.has("SELECT id, civitai_version_id FROM local_files", "1|8");
  }

  @Test
  void marksAFileMissingWhosePlaceSomethingElseHas() throws IOException {
    Path file = library.model("a.safetensors", 1);
    library.model("b.safetensors", 2);
    scan();
    Files.delete(file);
    Files.createSymbolicLink(file, library.path("nowhere"));

    assertThat(statuses())
        .containsExactlyInAnyOrder(
            "failed a.safetensors", "unchanged b.safetensors", "missing a.safetensors");
  }

  @Test
  void marksAFileMissingInAFolderThatASymlinkLeadsTo() throws IOException {
    Path file = library.model("real/a.safetensors", 1);
    library.model("b.safetensors", 2);
    Files.createSymbolicLink(library.path("All"), library.path("real"));
    scan();
    Files.delete(file);

    assertThat(statuses())
        .containsExactlyInAnyOrder("missing real/a.safetensors", "unchanged b.safetensors");
  }

  @Test
  void refusesAnEmptyPath() {
    tsr.db("scan", "")
        .fails(
            2,
            "tsr: PATH is empty; the current folder is .\n"
                + "Usage: tsr db scan [OPTIONS] [PATH...]\n");
  }

  @Test
  void tellsWithoutDoingInADryRun() throws IOException {
    Path file = library.model("a.safetensors", 1);

    scan("--dry-run", "--json")
        .prints(
            """
            [{"id":null,"file_path":"%s","sha256":null,"size_bytes":97,"header_size":null,\
            "tensor_count":null,"status":"new","error":null}]
            """
                .formatted(file),
            "There is no catalogue at "
                + database
                + " yet; run tsr db scan FOLDER.\n"
                + "1 new; a dry run: 97 B to read, and nothing was recorded\n");
    assertThat(database).doesNotExist();

    scan();
    assertThat(statuses("--dry-run", "--rehash")).containsExactly("unchanged a.safetensors");
    String nothingRecorded = " to read, and nothing was recorded\n";
    scan("--dry-run").says("0 new, 1 unchanged; a dry run: nothing" + nothingRecorded);
    scan("--dry-run", "--rehash").says("0 new, 1 unchanged; a dry run: 97 B" + nothingRecorded);
    scan("--dry-run", "--weights").says("0 new, 1 unchanged; a dry run: 97 B" + nothingRecorded);
    Files.move(file, library.path("b.safetensors"));
    library.model("c.safetensors", 2);
    assertThat(statuses("--dry-run"))
        .containsExactlyInAnyOrder("moved b.safetensors", "new c.safetensors");
    assertThat(scan("--dry-run", "--rehash").err()).contains(" 194 B to read");
    assertThat(statuses()).containsExactlyInAnyOrder("moved b.safetensors", "new c.safetensors");
  }

  @Test
  void refusesAFileOfAnotherKind() {
    Path text = library.file("notes.txt", new byte[0]);

    Result result = tsr.db("scan", text).exits(3);
    assertThat(result.err())
        .startsWith("tsr: " + text + ": not a .safetensors, .sft or .gguf file\n");
    tsr.db("scan", text).exits(3);
  }

  @Test
  void readsManyFilesWithAnyNumberOfJobs() {
    for (int i = 0; i < 600; i++) {
      library.model("f" + i % 7 + "/m" + i + ".safetensors", 32, i, "{\"n\":\"" + i + "\"}");
    }

    assertThat(scan("--jobs", "1", "-q"))
        .satisfies(first -> assertThat(first.out().lines()).hasSize(600))
        .satisfies(first -> assertThat(first.err()).isEmpty());
    assertThat(scan("--jobs", "16", "--rehash").err()).startsWith("0 new, 600 unchanged; ");
  }

  private Result scan(String... options) {
    return tsr.db("scan", models, options);
  }

  /** The status and the name of each file, as a scan tells them. */
  private List<String> statuses(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--all");
    return scan(all.toArray(String[]::new))
        .out()
        .lines()
        .map(line -> line.split("\t"))
        .map(cells -> cells[3] + " " + models.relativize(Path.of(cells[0])).toString())
        .toList();
  }

  private static long size(Path file) {
    return file.toFile().length();
  }
}
