package dev.tensors.tsr.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Workplace;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another program has recorded texts that no path here can have. */
class RecordedPathTest {

  @TempDir private Path temporary;
  private Workplace workplace;

  @BeforeEach
  void record() throws SQLException {
    workplace = Workplace.in(temporary);
    workplace.library().model("a.safetensors", 1);
    workplace.scan();
    workplace
        .catalogue()
        .execute(
            """
            INSERT INTO local_files (file_path, sha256, size_bytes)
              VALUES ('/x/file' || char(0) || 'y.safetensors', 'AB', 1);
            INSERT INTO failed_files (path, size_bytes, mtime_ns, reason, failed_at)
              VALUES ('/x/' || char(0) || 'refused.safetensors', 1, 1, 'empty', '2026-01-01');
            INSERT INTO scan_roots (path) VALUES ('/x' || char(0) || 'y');
            INSERT INTO image_roots (path) VALUES ('/x' || char(0) || 'y');
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "scan",
        "scan DIR",
        "import",
        "export --for a1111",
        "images",
        "prune",
        "verify",
        "list",
        "show file",
        "show a",
        "relocate /x DIR",
        "duplicates",
        "outdated",
        "page OUT"
      })
  void stopsNoCommand(String words) {
    String line =
        words
            .replace("DIR", workplace.library().path("").toString())
            .replace("OUT", temporary.resolve("page").toString());

    Program.Result result = workplace.tsr().run(("db " + line).split(" "));

    assertThat(result.err()).doesNotContain("internal error");
  }

  @Test
  void showsAFile() {
    Program.Result result = workplace.tsr().run("db", "show", "file", "--json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"file_path\":\"/x/file\\u0000y.safetensors\"");
  }

  @Test
  void findsARefusedFileByItsName() {
    Program.Result result = workplace.tsr().run("db", "show", "refused");

    assertThat(result.err()).contains("/x/\\x00refused.safetensors");
  }
}
