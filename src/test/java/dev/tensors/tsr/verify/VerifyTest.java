package dev.tensors.tsr.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class VerifyTest extends CommandTest {

  private Path first;
  private Path second;

  @BeforeEach
  void catalogue() {
    first = library.model("first.safetensors", 1);
    second = library.model("second.safetensors", 2);
    workplace.scan();
  }

  @Test
  void findsAllAsItWasScanned() {
    String hash = Library.sha256(first);
    String other = Library.sha256(second);
    tsr.db("verify --jobs 1 --json")
        .prints(
            """
            [{"file_path":"%s","status":"ok","expected":"%s","actual":"%s"},
             {"file_path":"%s","status":"ok","expected":"%s","actual":"%s"}]
            """
                .formatted(first, hash, hash, second, other, other),
            "2 ok, 0 damaged, 0 missing or unreadable\n");
    tsr.db("verify -q --format table").prints("");
  }

  @Test
  void findsOneFlippedBitUnderAnUnchangedTime() throws Exception {
    String hash = Library.sha256(first);
    String expected = Library.sha256(second);
    flipABit(second);

    tsr.db("verify --jobs 1 --json")
        .ends(
            1,
            """
            [{"file_path":"%s","status":"ok","expected":"%s","actual":"%s"},
             {"file_path":"%s","status":"damaged","expected":"%s","actual":"%s"}]
            """
                .formatted(first, hash, hash, second, expected, Library.sha256(second)),
            "tsr: "
                + second
                + ": damaged (the content differs, the time does not); restore a copy\n"
                + "1 ok, 1 damaged, 0 missing or unreadable\n");
    tsr.db("verify -q --older-than 1d").shows(second + "\tdamaged\n");
    String since = catalogue.rows("SELECT damaged_at FROM local_files WHERE id = 2").getFirst();
    assertThat(tsr.db("show", second, "--format", "table").out())
        .contains(
            "damaged  since " + since.substring(0, 10) + "; its content is not as recorded\n");
    assertThat(tsr.db("show", first, "--format", "table").out()).doesNotContain("damaged");
  }

  @Test
  void damageGoesBeforeAMissingFile() throws Exception {
    Files.delete(first);
    flipABit(second);

    assertThat(tsr.db("verify -q --jobs 1"))
        .satisfies(
            result -> {
              result.exits(1);
              result.shows(first + "\tmissing\n" + second + "\tdamaged\n");
            });
    tsr.db("verify -q second nowhere").exits(4);
  }

  @Test
  void remembersDamageUntilTheFileIsFoundWhole() throws Exception {
    byte[] whole = Files.readAllBytes(second);
    FileTime time = Files.getLastModifiedTime(second);
    flipABit(second);
    tsr.db("verify -q");
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|set");

    catalogue.execute("UPDATE local_files SET damaged_at = 'then' WHERE damaged_at IS NOT NULL");
    tsr.db("verify -q");
    catalogue.has("SELECT damaged_at FROM local_files WHERE damaged_at NOT NULL", "then");

    Files.write(second, whole);
    Files.setLastModifiedTime(second, time);
    tsr.db("verify -q").exits(0);
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|null");
  }

  @Test
  void forgetsDamageOnceAScanHasReadTheFile() throws Exception {
    flipABit(second);
    tsr.db("verify -q");
    tsr.db("scan -q --rehash", second);
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|null");
  }

  private List<String> damage() {
    return catalogue.rows(
        "SELECT replace(file_path, '"
            + library.path("")
            + "/', ''),"
            + " iif(damaged_at IS NULL, 'null', 'set') FROM local_files ORDER BY file_path");
  }

  @Test
  void saysThatAFileWasEdited() throws IOException {
    flipABit(second);
    Files.setLastModifiedTime(second, FileTime.fromMillis(1000));

    String advice = "changed since the last scan (size or time differs); run tsr db scan";
    tsr.db("verify -q second")
        .ends(1, second + "\tdamaged\n", "tsr: %s: %s\n".formatted(second, advice));
  }

  @Test
  void namesAMissingFile() throws IOException {
    String expected = Library.sha256(first);
    Files.delete(first);

    tsr.db("verify first --json")
        .ends(
            3,
            """
            [{"file_path":"%s","status":"missing","expected":"%s","actual":null}]
            """
                .formatted(first, expected),
            "tsr: "
                + first
                + ": missing; run tsr db scan on its folder\n"
                + "0 ok, 0 damaged, 1 missing or unreadable\n");
  }

  /** Damage is what was looked for; only a FILE that is not in the catalogue goes before it. */
  @Test
  void damageGoesBeforeMissingFiles() throws IOException {
    Files.delete(first);
    flipABit(second);

    Result result = tsr.db("verify -q").exits(1);
    // Files are read at once, and each is shown when it is done.
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(first + "\tmissing", second + "\tdamaged");
    tsr.db("verify -q nosuch", first, second).exits(4);
  }

  @Test
  void cannotReadAFolder() throws IOException {
    Files.delete(first);
    Files.createDirectory(first);

    Result result = tsr.db("verify -q").exits(3);
    assertThat(result.out()).contains(first + "\tunreadable\n");
    assertThat(result.err()).startsWith("tsr: " + first + ": ");
  }

  @Test
  void leavesOutWhatWasVerifiedSince() {
    tsr.db("verify -q FIRST").prints(first + "\tok\n");
    tsr.db("verify -q --older-than 1d").prints(second + "\tok\n");
    tsr.db("verify -q --older-than 1d").prints("");

    catalogue.execute(
        "UPDATE local_files SET verified_at = '2020-01-01T00:00:00Z'"
            + " WHERE file_path LIKE '%/first.safetensors'");
    tsr.db("verify -q --older-than 1d").prints(first + "\tok\n");
  }

  @Test
  void leavesOutAmongNamedFilesToo() {
    tsr.db("verify -q first").exits(0);

    tsr.db("verify -q --older-than 1d --where name:first").prints("");
    tsr.db("verify -q --older-than 1d --where name:second").prints(second + "\tok\n");
    catalogue.execute("UPDATE local_files SET verified_at = NULL");
    tsr.db("verify -q first").exits(0);
    tsr.db("verify -q --older-than 1d first second").prints(second + "\tok\n");
  }

  @Test
  void noticesThatCivitaiHasAnotherFile() {
    catalogue
        .model(100, "Harbour")
        .version(101, "v1")
        .file(1010, "a", "SHA256", Library.sha256(first))
        .linked();

    tsr.db("verify")
        .says(
            second
                + ": unchanged since the scan, but CivitAI has another file for its version\n"
                + "2 ok, 0 damaged, 0 missing or unreadable\n");
    catalogue.execute("UPDATE local_files SET link_source = 'manual'"); // the user knows it
    tsr.db("verify").says("2 ok, 0 damaged, 0 missing or unreadable\n");
  }

  @Test
  void saysWhenNoFileIsMeantOrSeveral() {
    Result none = tsr.db("verify third --json").exits(4);
    none.shows("[]\n");
    none.says("tsr: no file in the catalogue matches third; see tsr db list\n");
    assertThat(tsr.db("verify .safetensors").err())
        .contains("\n  " + first + "\n  " + second + "\n");
  }

  @Test
  void takesFolders() {
    Path below = library.model("sub/third.safetensors", 3);
    tsr.db("scan -q", below);

    tsr.db("verify -q", below.getParent() + "/").prints(below + "\tok\n");
    tsr.db("verify -q --jobs 1", library.path(""), "third")
        .prints(first + "\tok\n" + second + "\tok\n" + below + "\tok\n");
  }

  private static void flipABit(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 4;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }
}
