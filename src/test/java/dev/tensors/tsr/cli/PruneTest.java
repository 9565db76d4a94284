package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class PruneTest {

  private Library library;
  private Program tsr;
  private Workplace workplace;
  private Catalogue catalogue;

  /** Of three models, a and b are gone: a for long, b since just now. */
  @BeforeEach
  void catalogue(@TempDir Path folder) {
    workplace = Workplace.in(folder);
    library = workplace.library();
    catalogue = workplace.catalogue();
    tsr = workplace.tsr();
    for (int i = 0; i < 3; i++) {
      String name = "abc".charAt(i) + ".safetensors";
      library.model(name, 16, i, "{\"key\":\"%d\"}".formatted(i));
      assertThat(tsr.run("db", "scan", library.path(name).toString()).exitCode()).isZero();
    }
  }

  private void lose() throws IOException, SQLException {
    Files.delete(library.path("a.safetensors"));
    Files.delete(library.path("b.safetensors"));
    workplace.scan();
    catalogue.execute("UPDATE local_files SET missing_since = '2020-01-02T03:04:05Z' WHERE id = 1");
  }

  @Test
  void forgetsWhatIsMarkedMissingWithItsMetadata() throws IOException, SQLException {
    String first = Library.sha256(library.path("a.safetensors"));
    String second = Library.sha256(library.path("b.safetensors"));
    lose();
    String since = rows("SELECT missing_since FROM local_files WHERE id = 2");

    assertThat(prune("--json"))
        .isEqualTo(
            new Program.Result(
                0,
                """
                [{"id":1,"file_path":"%s","sha256":"%s",\
                "missing_since":"2020-01-02T03:04:05Z"},
                 {"id":2,"file_path":"%s","sha256":"%s","missing_since":"%s"}]
                """
                    .formatted(
                        library.path("a.safetensors"),
                        first,
                        library.path("b.safetensors"),
                        second,
                        since),
                "2 forgotten\n"));
    assertThat(rows("SELECT file_path FROM local_files"))
        .isEqualTo(library.path("c.safetensors").toString());
    assertThat(rows("SELECT local_file_id, key, value FROM safetensor_metadata"))
        .isEqualTo("3|key|2");
    assertThat(prune("--json")).isEqualTo(new Program.Result(0, "[]\n", "0 forgotten\n"));
  }

  @Test
  void forgetsNothingThatNoScanFoundMissing() throws IOException, SQLException {
    Files.delete(library.path("a.safetensors"));

    assertThat(prune()).isEqualTo(new Program.Result(0, "", "0 forgotten\n"));
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("3");
  }

  @Test
  void changesNothingInADryRun() throws IOException, SQLException {
    lose();

    Program.Result result = prune("--dry-run", "--format", "jsonl");
    assertThat(result.exitCode()).isZero();
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.err()).isEqualTo("2 would be forgotten\n");
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("3");
    assertThat(prune("--format", "jsonl").out()).isEqualTo(result.out());
  }

  @Test
  void forgetsOnlyWhatHasBeenMissingForLong() throws IOException, SQLException {
    lose();

    assertThat(prune("--older-than", "90d"))
        .isEqualTo(
            new Program.Result(
                0, library.path("a.safetensors") + "\t2020-01-02T03:04:05Z\n", "1 forgotten\n"));
    assertThat(rows("SELECT count(*) FROM local_files")).isEqualTo("2");
    assertThat(prune("-q", "--older-than", "1h")).isEqualTo(new Program.Result(0, "", ""));
  }

  @Test
  void keepsWhatIsCachedOfItsModel() throws IOException, SQLException {
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type) VALUES (1, 100, 'Harbour', 'LORA');
        UPDATE local_files SET civitai_model_id = 100, civitai_version_id = 101;
        """);
    lose();

    assertThat(prune("-q").exitCode()).isZero();
    assertThat(rows("SELECT name FROM models")).isEqualTo("Harbour");
  }

  @Test
  void welcomesAForgottenFileAsANewOne() throws IOException, SQLException {
    lose();
    prune();
    library.model("a.safetensors", 16, 0, "{}");

    assertThat(tsr.run("db", "scan", library.path("").toString(), "-q").out())
        .contains(library.path("a.safetensors") + "\t97\t1\tnew\n");
  }

  @Test
  void refusesWhatIsNoAge() {
    Program.Result result = prune("--older-than", "soon");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--older-than").contains("'soon' is not an age such as 30d");
  }

  private Program.Result prune(String... options) {
    return tsr.run(
        Stream.concat(Stream.of("db", "prune"), Stream.of(options)).toArray(String[]::new));
  }

  private String rows(String sql) throws SQLException {
    return String.join("\n", catalogue.rows(sql));
  }
}
