package dev.tensors.tsr.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another program has recorded texts that no path here can have. */
class RecordedPathTest extends CommandTest {

  @BeforeEach
  void record() throws SQLException {
    library.model("a.safetensors", 1);
    workplace.scan();
    catalogue.execute(
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
            .replace("DIR", library.path("").toString())
            .replace("OUT", folder.resolve("page").toString());

    Result result = tsr.run(("db " + line).split(" "));

    assertThat(result.err()).doesNotContain("internal error");
  }

  @Test
  void showsAFile() {
    Result result = tsr.run("db", "show", "file", "--json");

    result.exits(0);
    assertThat(result.out()).contains("\"file_path\":\"/x/file\\u0000y.safetensors\"");
  }

  @Test
  void findsARefusedFileByItsName() {
    Result result = tsr.run("db", "show", "refused");

    assertThat(result.err()).contains("/x/\\x00refused.safetensors");
  }
}
