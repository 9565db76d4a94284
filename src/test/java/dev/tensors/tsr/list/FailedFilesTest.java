package dev.tensors.tsr.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are no models, and what is remembered of them. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class FailedFilesTest extends CommandTest {

  private static final String EMPTY = "the file is empty";

  private static final String REMEMBERED =
      "SELECT size_bytes, reason, replace(path, '%s/', '') FROM failed_files ORDER BY path";

  @Test
  void namesAFailureOnce() {
    Path file = library.file("a.safetensors", new byte[0]);
    String row = "[{\"id\":null,\"file_path\":\"%s\",".formatted(file);

    Result first = scan();
    Result second = scan("--exit-code");
    Result machine = scan("--json");

    first.ends(
        3,
        file + "\t\t\tfailed\n",
        "tsr: " + file + ": " + EMPTY + "\n0 new, 1 failed; nothing to read\n");
    String sums = "0 new, 1 known to be bad (tsr db list --failed); nothing to read\n";
    second.prints("", sums);
    machine.exits(0);
    assertThat(machine.out())
        .startsWith(row)
        .endsWith("\"failed\",\"error\":\"" + EMPTY + "\"}]\n");
    machine.says(sums);
    scan("--all").prints(file + "\t\t\tfailed\n", "tsr: " + file + ": " + EMPTY + "\n" + sums);
    assertThat(remembered()).containsExactly("0|" + EMPTY + "|a.safetensors");
  }

  @Test
  void showsFailuresBelowTheTable() {
    Path bad = library.file("a.safetensors", new byte[0]);
    library.model("b.safetensors", 1);

    Result result = scan("--format", "table");

    assertThat(result.out().lines()).hasSize(2).last().asString().startsWith("b.safetensors  ");
    assertThat(result.err()).startsWith("tsr: " + bad + ": " + EMPTY + "\n1 new, 1 failed; ");
  }

  @Test
  void doesNotReadAFailedFileAgainUntilItChanges() throws IOException {
    FileTime time = FileTime.fromMillis(0);
    Path file = library.file("a.safetensors", new byte[97]);
    Files.setLastModifiedTime(file, time);
    scan();
    Files.setLastModifiedTime(library.model("a.safetensors", 1), time);

    assertThat(scan().err()).startsWith("0 new, 1 known to be bad ");
    assertThat(scan("--rehash").err()).startsWith("1 new; ");
    assertThat(remembered()).isEmpty();

    Files.write(file, new byte[3]);
    scan().exits(3);
    Files.write(file, new byte[4]);
    scan().exits(3);
    scan().exits(0);
    scan("--rehash").exits(0);
    library.model("a.safetensors", 2);
    assertThat(scan().err()).startsWith("0 new, 1 changed; ");
    assertThat(remembered()).isEmpty();
  }

  @Test
  void keepsTheDayOnWhichAReasonWasFirstFound() {
    library.file("a.safetensors", new byte[0]);
    scan();
    catalogue.execute("UPDATE failed_files SET failed_at = 'then', size_bytes = 7");
    scan();

    catalogue.has("SELECT size_bytes, failed_at FROM failed_files", "0|then");
  }

  @Test
  void forgetsAFailedFileThatIsGoneOrWell() throws IOException {
    FileTime time = FileTime.fromMillis(0);
    library.file("gone.safetensors", new byte[0]);
    Path folder = library.file("folder.safetensors", new byte[0]);
    Path restored = library.model("restored.safetensors", 1);
    Files.setLastModifiedTime(restored, time);
    scan();
    Files.write(restored, new byte[1]);
    scan();
    assertThat(remembered()).hasSize(3);

    library.delete("gone.safetensors");
    Files.delete(folder);
    Files.createDirectory(folder);
    Files.setLastModifiedTime(library.model("restored.safetensors", 1), time);
    scan("--dry-run").exits(0);
    assertThat(remembered()).hasSize(3);
    scan().says("0 new, 1 unchanged; nothing to read\n");

    assertThat(remembered()).isEmpty();
  }

  /** Of a failed file, only its path, its size and the reason are known. */
  @ParameterizedTest
  @CsvSource({
    "type:lora, 0",
    "type:none, 1",
    "triggers:x, 0",
    "rating:>3, 0",
    "not:rating:>3, 1",
    "page_url:any, 0",
    "favourite:no, 1",
    "size:0, 1",
    "folder:none, 1",
    "reason:=nothing, 0",
    "missing_since:2026, 0",
    "--sort type, 1",
    "--sort favourite, 1",
    "is:failed, 1",
    "is:failed reason:empty, 1"
  })
  void comparesWhatIsUnknownOfAFailedFile(String term, int files) {
    library.file("a.safetensors", new byte[0]);
    scan();

    String line = "db list " + (term.startsWith("is:") ? term : "--failed " + term);
    Result result = tsr.run(line.split(" ")).exits(0);
    assertThat(result.out()).hasLineCount(files);
  }

  @Test
  void asksForNoStatesOfFailedFiles() {
    tsr.db("list --failed is:here")
        .fails(
            2,
            """
            tsr: is: asks nothing of failed files; leave it out
            Usage: tsr db list [OPTIONS] [TERM...]
            """);
    assertThat(tsr.db("list is:failed,damaged"))
        .isEqualTo(tsr.db("list not:is:failed"))
        .isEqualTo(
            new Result(
                2,
                "",
                """
                tsr: failed files are listed alone; write is:failed without not: and other states
                Usage: tsr db list [OPTIONS] [TERM...]
                """));
  }

  @Test
  void keepsTheFailedFilesOfAnAbsentDisk() throws IOException {
    Path good = library.model("disk/a.safetensors", 1);
    Path bad = library.file("disk/b.safetensors", new byte[0]);
    scan();
    Files.delete(good);
    Files.delete(bad);

    tsr.db("scan", library.path("disk")).exits(3);
    assertThat(remembered()).hasSize(1);
  }

  @Test
  void namesDanglingSymlinksToModelsAndToWhatMayHaveBeenAFolder() throws IOException {
    Files.createDirectory(library.path("disk"));
    Files.createSymbolicLink(library.path("a.safetensors"), Path.of("blobs/0123"));
    Files.createSymbolicLink(library.path("b"), library.path("disk/c.safetensors"));
    Files.createSymbolicLink(library.path("readme.md"), Path.of("nowhere"));
    Files.createSymbolicLink(library.path("SDXL 1.0"), library.path("disk/SDXL"));
    Files.createSymbolicLink(library.path("loop"), Path.of("loop"));
    Files.createSymbolicLink(library.path("z.sft"), Path.of("z.sft"));

    Result first = scan("-q").exits(3);
    assertThat(first.err().replace(library.path("").toString(), ""))
        .isEqualTo(
            """
            tsr: /SDXL 1.0: dangling symlink to /disk/SDXL
            tsr: /a.safetensors: dangling symlink to blobs/0123
            tsr: /b: dangling symlink to /disk/c.safetensors
            tsr: /z.sft: a symlink loop
            """);
    scan().says("0 new, 4 known to be bad (tsr db list --failed); nothing to read\n");

    library.model("disk/SDXL/d.safetensors", 1);
    library.model("blobs/0123", 2);
    assertThat(scan().err()).startsWith("2 new, 2 known to be bad ");
    assertThat(remembered())
        .extracting(row -> row.replaceAll(".*\\|", ""))
        .containsExactly("b", "z.sft");
  }

  @Test
  void namesAThousandOfManyDanglingSymlinks() throws IOException {
    for (int i = 1000; i < 2002; i++) {
      Files.createSymbolicLink(library.path("l" + i + ".sft"), Path.of("gone"));
    }
    library.file("z.sft", new byte[0]);

    Result first = scan();

    assertThat(first.out().lines()).hasSize(1003);
    assertThat(first.err().replace(library.path("").toString(), "").lines())
        .hasSize(1003)
        .contains("tsr: /l1999.sft: dangling symlink to gone", "tsr: /z.sft: " + EMPTY)
        .noneMatch(line -> line.contains("l2000"))
        .element(1001)
        .isEqualTo("tsr: 2 other paths: dangling symlink; --all names each");
    assertThat(scan("--all").err().lines()).hasSize(1004).noneMatch(line -> line.contains("other"));
    assertThat(scan("--json").out().lines()).hasSize(1003);
  }

  /** The row stays for its link and notes; each command says that the file has changed since. */
  @Test
  void tellsThatARowIsAboutAnEarlierContent() {
    Path file = library.model("a.safetensors", 1);
    library.model("b.safetensors", 1);
    scan();
    String before = tsr.db("list").out();
    String sha256 = Library.sha256(file);
    library.file("a.safetensors", new byte[] {1, 2});
    String reason = "only 2 bytes: too short to be a model";
    String notice =
        "1 file is recorded with an earlier content, since the present one is no model; see tsr db"
            + " list --failed\n";

    assertThat(tsr.db("verify", file).err())
        .startsWith("tsr: " + file + ": changed since the last scan (size or time differs); run");
    scan().exits(3);

    tsr.db("list").prints(before, notice + "2 files, 194 B\n");
    tsr.db("list b.safetensors").says("1 file, 97 B\n");
    tsr.db("stats").says(notice);
    assertThat(tsr.db("stats --json").out())
        .contains("\"local_files\":2,", "\"failed\":1,", "\"duplicates\":0,");
    tsr.db("show", file, "--json")
        .says(
            "tsr: %s: changed, and no longer a model (%s); the result is about the content before\n"
                .formatted(file, reason));
    assertThat(tsr.db("show", file, "--format", "table"))
        .satisfies(
            card -> {
              assertThat(card.err()).isEmpty();
              assertThat(card.out())
                  .containsPattern(
                      "failed +since [0-9-]{10}: " + reason + "; the\\s+card\\s+is\\s+about");
            });
    tsr.db("verify", file)
        .ends(
            1,
            file + "\tdamaged\n",
            "tsr: %s: changed, and no longer a model (%s); restore a copy\n".formatted(file, reason)
                + "0 ok, 1 damaged, 0 missing or unreadable\n");
    String none =
        file + " has changed into no model, and is not counted; see tsr db list --failed\n";
    assertThat(tsr.db("duplicates").err()).startsWith(none);
    assertThat(tsr.db("duplicates --same-weights").err()).startsWith(none);
    assertThat(tsr.db("duplicates --print0 --no-check").err()).startsWith(none);

    library.model("a.safetensors", 1);
    assertThat(tsr.db("verify", file).err()).startsWith("1 ok");
    scan();
    tsr.db("list").prints(before, "2 files, 194 B\n");
    assertThat(Library.sha256(file)).isEqualTo(sha256);
  }

  @Test
  void triesAFileThatMayNotBeReadEachTime() throws IOException {
    Path file = library.model("a.safetensors", 1);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "root may read it all the same");

    scan().exits(3);
    scan().exits(3);
    assertThat(remembered()).isEmpty();
  }

  /** Such a folder opens the files whose names one knows. */
  @Test
  void readsANamedFileWhoseFolderMayNotBeListed() throws IOException {
    Path file = library.model("closed/a.safetensors", 1);
    Path folder = file.getParent();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("--x--x--x"));
    try {
      assumeFalse(Files.isReadable(folder), "root may list it all the same");

      Result result = tsr.db("scan", folder, file);

      assertThat(result.err()).contains("1 new, 1 failed");
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void tellsOfFailuresAmongTheNamedPathsByTheirWholePath() {
    Path file = library.file("notes.txt", new byte[0]);
    Path loop = library.path("loop");
    Result result = tsr.db("scan --format jsonl", file, loop);

    assertThat(result.out()).startsWith("{\"id\":null,\"file_path\":\"" + file + "\"");
  }

  @Test
  void listsFailedFilesWithTheirReasons() {
    Path b = library.file("b.safetensors", new byte[0]);
    Path a = library.file("one/a.safetensors", new byte[3]);
    library.model("c.safetensors", 1);
    scan();
    catalogue.execute("UPDATE failed_files SET failed_at = '2026-01-01T00:00:00Z'");
    String since = "\t2026-01-01T00:00:00Z\n";
    String small = "only 3 bytes: too short to be a model";

    tsr.db("list --failed")
        .prints(b + "\t0\t" + EMPTY + since + a + "\t3\t" + small + since, "2 files, 3 B\n");
    assertThat(tsr.db("list --failed --sort name -n 1").out())
        .isEqualTo(a + "\t3\t" + small + since);
    tsr.db("list --failed BYTES one/ -n 1").prints(a + "\t3\t" + small + since, "1 file, 3 B\n");
    assertThat(tsr.db("list --failed --under", a.getParent()).out())
        .isEqualTo(a + "\t3\t" + small + since);
    tsr.db("list --failed c.safe")
        .prints("", "No failed file matches; tsr db list --failed shows all of them.\n");
    String keys = tsr.db("list --format csv").out().lines().findFirst().orElseThrow();
    assertThat(tsr.db("list --failed --format csv").out().lines())
        .contains(keys + ",reason,failed_at");
    assertThat(tsr.db("list --failed --json --sort size").out())
        .startsWith("[{\"id\":null,\"file_path\":\"" + a + "\",\"sha256\":null,\"size_bytes\":3,")
        .contains("\"triggers\":[],")
        .endsWith("\"reason\":\"" + EMPTY + "\",\"failed_at\":\"2026-01-01T00:00:00Z\"}]\n");
    assertThat(tsr.db("list --failed --type lora").err())
        .startsWith("tsr: --failed and --type exclude each other\n");
    for (String list : List.of("list", "list --failed")) {
      Path nowhere = library.path("nowhere");
      tsr.db(list + " --under", nowhere)
          .fails(
              4,
              "tsr: %s: no such folder; check the path, or see tsr db list --missing\n"
                  .formatted(nowhere));
    }
  }

  private List<String> remembered() {
    return catalogue.rows(REMEMBERED.formatted(library.path("")));
  }

  private Result scan(String... options) {
    return tsr.db("scan", library.path(""), "--jobs", "1", options);
  }
}
