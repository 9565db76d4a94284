package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What FILE means, by verify, for which each file is one, and by triggers, for which copies are.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class FileArgumentsTest {

  private Workplace workplace;
  private Library library;
  private Program tsr;

  @BeforeEach
  void library(@TempDir Path folder) {
    workplace = Workplace.in(folder);
    library = workplace.library();
    tsr = workplace.tsr();
  }

  @Test
  void tenOfManyAreNamedAndTheRestIsCounted() {
    StringBuilder lines = new StringBuilder();
    for (int i = 10; i < 25; i++) {
      Path file = library.model("same-%d.safetensors".formatted(i), i);
      lines.append(i < 20 ? "  " + file + "\n" : "");
    }
    workplace.scan();

    assertThat(tsr.run("db", "verify", "same", "--json"))
        .isEqualTo(
            new Program.Result(
                4,
                "[]\n",
                "tsr: 15 files in the catalogue match same; name one:\n"
                    + lines
                    + "  and 5 more\n"));
  }

  @Test
  void copiesAreOneWhereTheContentAnswers() throws SQLException {
    library.model("a/copy.safetensors", 1);
    Path linked = library.model("b/copy.safetensors", 1);
    workplace.scan();
    workplace
        .catalogue()
        .execute(
            """
            INSERT INTO models (id, civitai_id, name, type) VALUES (1, 100, 'Harbour', 'LORA');
            INSERT INTO model_versions (id, civitai_id, model_id, name) VALUES (1, 101, 1, 'v1');
            INSERT INTO trained_words (version_id, word, position) VALUES (1, 'harbour', 0);
            UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101
            WHERE file_path = '%s';
            """
                .formatted(linked));

    String sha256 = Library.sha256(linked).substring(0, 10).toLowerCase();
    for (String word : new String[] {"copy.safetensors", "copy", sha256}) {
      assertThat(tsr.run("db", "triggers", word)).isEqualTo(new Program.Result(0, "harbour\n", ""));
      assertThat(tsr.run("db", "prompts", word).exitCode()).isZero();
      assertThat(tsr.run("db", "verify", word).exitCode()).isEqualTo(4);
    }

    library.model("c/copy.safetensors", 2);
    workplace.scan();
    assertThat(tsr.run("db", "triggers", "copy").err()).startsWith("tsr: 3 files in the catalogue");
  }

  @Test
  void aFileThatIsHereGoesBeforeAMissingOne() throws IOException {
    Path gone = library.model("a/model.safetensors", 1);
    Path here = library.model("b/model.safetensors", 2);
    workplace.scan();
    Files.delete(gone);
    library.model("a/other.safetensors", 3);
    workplace.scan();

    assertThat(tsr.run("db", "verify", "-q", "model").out()).isEqualTo(here + "\tok\n");
    assertThat(tsr.run("db", "verify", "-q", gone.toString()).out())
        .isEqualTo(gone + "\tmissing\n");
  }

  @Test
  void saysThatAFolderIsNoFile() throws IOException {
    Path file = library.model("some/model.safetensors", 1);
    Path folder = file.getParent();
    workplace.scan();

    for (String command : new String[] {"triggers", "show", "note", "unlink"}) {
      assertThat(tsr.run("db", command, folder.toString(), "-q"))
          .isEqualTo(
              new Program.Result(
                  4,
                  "",
                  "tsr: %1$s: a folder; name a file in it, see tsr db list --under %1$s\n"
                      .formatted(folder)));
    }

    Files.delete(file);
    workplace.library().model("other.safetensors", 2);
    workplace.scan();
    assertThat(tsr.run("db", "verify", folder.toString()).err())
        .isEqualTo(
            "tsr: %1$s: all files below it are missing; see tsr db list --missing --under %1$s\n"
                .formatted(folder));
  }

  @Test
  void saysThatAFileOrFolderWasNotScannedYet() throws IOException {
    Path scanned = library.model("scanned/model.safetensors", 1);
    tsr.run("db", "scan", "-q", scanned.toString());
    Path file = library.model("it's new/model.safetensors", 2);
    Path folder = library.model("other/b.safetensors", 3).getParent();

    assertThat(tsr.run("db", "triggers", file.toString(), "--json"))
        .isEqualTo(
            new Program.Result(
                4,
                "[]\n",
                "tsr: %s: not scanned yet: tsr db scan '%s'\n"
                    .formatted(file, file.getParent().toString().replace("'", "'\\''"))));
    assertThat(tsr.run("db", "verify", folder.toString()))
        .isEqualTo(
            new Program.Result(
                4, "", "tsr: %s: not scanned yet: tsr db scan %s\n".formatted(folder, folder)));
    Path pickle = library.file("other/n.pt", new byte[] {1});
    assertThat(tsr.run("db", "verify", pickle.toString()).err())
        .isEqualTo(
            "tsr: %s: not scanned yet: tsr db scan --pickles %s\n".formatted(pickle, folder));
    Path broken = library.file("broken.safetensors", new byte[2]);
    tsr.run("db", "scan", "-q", broken.toString());
    assertThat(tsr.run("db", "verify", broken.toString()).err())
        .isEqualTo(
            "tsr: " + broken + ": not in the catalogue: only 2 bytes: too short to be a model\n");
    Path text = Files.writeString(library.path("notes.txt"), "");
    assertThat(tsr.run("db", "verify", text.toString()).err())
        .isEqualTo(
            "tsr: " + text + ": is not a model file; see tsr help db scan for those that are\n");
  }

  @Test
  void saysWhatTheLastScanFoundThere() throws IOException {
    library.model("m/a.safetensors", 1);
    Path broken = library.file("bad/broken.safetensors", new byte[2]);
    library.file("bad/broken2.safetensors", new byte[2]);
    Path folder = Files.createDirectory(library.path("m/empty"));
    Files.createSymbolicLink(folder.resolve("link.safetensors"), library.path("m/a.safetensors"));
    tsr.run("db", "scan", "-q", library.path("").toString());

    assertThat(tsr.run("db", "export", "--for", "a1111", folder.toString()))
        .isEqualTo(
            new Program.Result(
                4,
                "",
                "tsr: %1$s: no model file was in it when it was scanned; if one is now: tsr db scan %1$s\n"
                    .formatted(folder)));
    assertThat(tsr.run("db", "verify", broken.getParent().toString()).err())
        .isEqualTo(
            "tsr: %1$s: no file below it could be read; see tsr db list --failed --under %1$s\n"
                .formatted(broken.getParent()));
    assertThat(tsr.run("db", "show", "BROKEN.safe").err())
        .isEqualTo(
            "tsr: no file in the catalogue matches BROKEN.safe; %s failed at the last scan: only 2 bytes: too short to be a model\n"
                .formatted(broken));
    assertThat(tsr.run("db", "show", "broken").err())
        .contains(
            "tsr: no file in the catalogue matches broken, but files that failed do: tsr db list --failed\n");
  }
}
