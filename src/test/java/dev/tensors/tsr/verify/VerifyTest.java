package dev.tensors.tsr.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class VerifyTest {

  private Library library;
  private Program tsr;
  private Catalogue catalogue;
  private Path first;
  private Path second;

  @BeforeEach
  void catalogue(@TempDir Path folder) {
    Workplace workplace = Workplace.in(folder);
    library = workplace.library();
    catalogue = workplace.catalogue();
    tsr = workplace.tsr();
    first = library.model("first.safetensors", 1);
    second = library.model("second.safetensors", 2);
    workplace.scan();
  }

  @Test
  void findsAllAsItWasScanned() {
    String hash = Library.sha256(first);
    String other = Library.sha256(second);
    assertThat(verify("--jobs", "1", "--json"))
        .isEqualTo(
            new Program.Result(
                0,
                """
                [{"file_path":"%s","status":"ok","expected":"%s","actual":"%s"},
                 {"file_path":"%s","status":"ok","expected":"%s","actual":"%s"}]
                """
                    .formatted(first, hash, hash, second, other, other),
                "2 ok, 0 damaged, 0 missing or unreadable\n"));
    assertThat(verify("-q", "--format", "table")).isEqualTo(new Program.Result(0, "", ""));
  }

  @Test
  void findsOneFlippedBitUnderAnUnchangedTime() throws Exception {
    String hash = Library.sha256(first);
    String expected = Library.sha256(second);
    flipABit(second);

    assertThat(verify("--jobs", "1", "--json"))
        .isEqualTo(
            new Program.Result(
                1,
                """
                [{"file_path":"%s","status":"ok","expected":"%s","actual":"%s"},
                 {"file_path":"%s","status":"damaged","expected":"%s","actual":"%s"}]
                """
                    .formatted(first, hash, hash, second, expected, Library.sha256(second)),
                "tsr: "
                    + second
                    + ": damaged (the content differs, the time does not); restore a copy\n"
                    + "1 ok, 1 damaged, 0 missing or unreadable\n"));
    assertThat(verify("-q", "--older-than", "1d").out()).isEqualTo(second + "\tdamaged\n");
    String since = catalogue.rows("SELECT damaged_at FROM local_files WHERE id = 2").getFirst();
    assertThat(tsr.run("db", "show", second.toString(), "--format", "table").out())
        .contains("damaged  since " + since + "; its content is not as recorded\n");
    assertThat(tsr.run("db", "show", first.toString(), "--format", "table").out())
        .doesNotContain("damaged");
  }

  @Test
  void damageGoesBeforeAMissingFile() throws Exception {
    Files.delete(first);
    flipABit(second);

    assertThat(verify("-q", "--jobs", "1"))
        .satisfies(
            result -> {
              assertThat(result.exitCode()).isEqualTo(1);
              assertThat(result.out()).isEqualTo(first + "\tmissing\n" + second + "\tdamaged\n");
            });
    assertThat(verify("-q", "second", "nowhere").exitCode()).isEqualTo(4);
  }

  @Test
  void remembersDamageUntilTheFileIsFoundWhole() throws Exception {
    byte[] whole = Files.readAllBytes(second);
    FileTime time = Files.getLastModifiedTime(second);
    flipABit(second);
    verify("-q");
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|set");

    catalogue.execute("UPDATE local_files SET damaged_at = 'then' WHERE damaged_at IS NOT NULL");
    verify("-q");
    assertThat(catalogue.rows("SELECT damaged_at FROM local_files WHERE damaged_at NOT NULL"))
        .containsExactly("then");

    Files.write(second, whole);
    Files.setLastModifiedTime(second, time);
    assertThat(verify("-q").exitCode()).isZero();
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|null");
  }

  @Test
  void forgetsDamageOnceAScanHasReadTheFile() throws Exception {
    flipABit(second);
    verify("-q");
    tsr.run("db", "scan", "-q", "--rehash", second.toString());
    assertThat(damage()).containsExactly("first.safetensors|null", "second.safetensors|null");
  }

  private List<String> damage() throws SQLException {
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
    assertThat(verify("-q", "second"))
        .isEqualTo(
            new Program.Result(
                1, second + "\tdamaged\n", "tsr: %s: %s\n".formatted(second, advice)));
  }

  @Test
  void namesAMissingFile() throws IOException {
    String expected = Library.sha256(first);
    Files.delete(first);

    assertThat(verify("first", "--json"))
        .isEqualTo(
            new Program.Result(
                3,
                """
                [{"file_path":"%s","status":"missing","expected":"%s","actual":null}]
                """
                    .formatted(first, expected),
                "tsr: "
                    + first
                    + ": missing; run tsr db scan on its folder\n"
                    + "0 ok, 0 damaged, 1 missing or unreadable\n"));
  }

  /** Damage is what was looked for; only a FILE that is not in the catalogue goes before it. */
  @Test
  void damageGoesBeforeMissingFiles() throws IOException {
    Files.delete(first);
    flipABit(second);

    Program.Result result = verify("-q");
    assertThat(result.exitCode()).isEqualTo(1);
    // Files are read at once, and each is shown when it is done.
    assertThat(result.out().lines())
        .containsExactlyInAnyOrder(first + "\tmissing", second + "\tdamaged");
    assertThat(verify("-q", "nosuch", first.toString(), second.toString()).exitCode()).isEqualTo(4);
  }

  @Test
  void cannotReadAFolder() throws IOException {
    Files.delete(first);
    Files.createDirectory(first);

    Program.Result result = verify("-q");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out()).contains(first + "\tunreadable\n");
    assertThat(result.err()).startsWith("tsr: " + first + ": ");
  }

  @Test
  void leavesOutWhatWasVerifiedSince() throws SQLException {
    assertThat(verify("-q", "FIRST").out()).isEqualTo(first + "\tok\n");
    assertThat(verify("-q", "--older-than", "1d").out()).isEqualTo(second + "\tok\n");
    assertThat(verify("-q", "--older-than", "1d")).isEqualTo(new Program.Result(0, "", ""));

    catalogue.execute(
        "UPDATE local_files SET verified_at = '2020-01-01T00:00:00Z'"
            + " WHERE file_path LIKE '%/first.safetensors'");
    assertThat(verify("-q", "--older-than", "1d").out()).isEqualTo(first + "\tok\n");
  }

  @Test
  void leavesOutAmongNamedFilesToo() {
    assertThat(verify("-q", "first").exitCode()).isZero();

    assertThat(verify("-q", "--older-than", "1d", "first", "second").out())
        .isEqualTo(second + "\tok\n");
  }

  @Test
  void noticesThatCivitaiHasAnotherFile() throws SQLException {
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type) VALUES (1, 100, 'Harbour', 'LORA');
        INSERT INTO model_versions (id, civitai_id, model_id, name) VALUES (1, 101, 1, 'v1');
        INSERT INTO version_files (id, civitai_id, version_id, name) VALUES (1, 1010, 1, 'a');
        INSERT INTO file_hashes (file_id, hash_type, hash_value) VALUES (1, 'SHA256', '%s');
        UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101;
        """
            .formatted(Library.sha256(first)));

    assertThat(verify().err())
        .isEqualTo(
            second
                + ": unchanged since the scan, but CivitAI has another file for its version\n"
                + "2 ok, 0 damaged, 0 missing or unreadable\n");
    catalogue.execute("UPDATE local_files SET link_source = 'manual'"); // the user knows it
    assertThat(verify().err()).isEqualTo("2 ok, 0 damaged, 0 missing or unreadable\n");
  }

  @Test
  void saysWhenNoFileIsMeantOrSeveral() {
    Program.Result none = verify("third", "--json");
    assertThat(none.exitCode()).isEqualTo(4);
    assertThat(none.out()).isEqualTo("[]\n");
    assertThat(none.err())
        .isEqualTo("tsr: no file in the catalogue matches third; see tsr db list\n");
    assertThat(verify(".safetensors").err()).contains("\n  " + first + "\n  " + second + "\n");
  }

  @Test
  void takesFolders() {
    Path below = library.model("sub/third.safetensors", 3);
    tsr.run("db", "scan", "-q", below.toString());

    assertThat(verify("-q", below.getParent() + "/").out()).isEqualTo(below + "\tok\n");
    assertThat(verify("-q", "--jobs", "1", library.path("").toString(), "third").out())
        .isEqualTo(first + "\tok\n" + second + "\tok\n" + below + "\tok\n");
  }

  private static void flipABit(Path file) throws IOException {
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 4;
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);
  }

  private Program.Result verify(String... arguments) {
    return tsr.run(
        Stream.concat(Stream.of("db", "verify"), Stream.of(arguments)).toArray(String[]::new));
  }
}
