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

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class MigrationTest {

  private Path database;
  private Catalogue catalogue;
  private Program tsr;

  /** A catalogue as the first schema left it. */
  @BeforeEach
  void firstSchema(@TempDir Path folder) throws IOException, SQLException {
    Workplace workplace = Workplace.in(folder);
    database = workplace.database();
    catalogue = workplace.catalogue();
    catalogue.execute(Files.readString(Path.of("schema", "001_catalogue.sql")));
    catalogue.execute(
        """
        PRAGMA application_id = 0x74737231;
        PRAGMA user_version = 1;
        INSERT INTO local_files (file_path, sha256) VALUES ('/m/a.safetensors', 'AB');
        """);
    tsr = workplace.tsr();
  }

  @Test
  void bringsACatalogueToTheNewestSchemaAndKeepsACopy() throws SQLException {
    assertThat(tsr.run("db", "list"))
        .isEqualTo(new Program.Result(0, "/m/a.safetensors\t\t\t\t\t\n", ""));

    assertThat(catalogue.rows("PRAGMA user_version"))
        .containsExactly(String.valueOf(Catalogue.newestSchema()));
    Catalogue copy = new Catalogue(database.resolveSibling("models.db.before-2"));
    assertThat(copy.rows("PRAGMA user_version")).containsExactly("1");
    assertThat(copy.rows("SELECT file_path, sha256 FROM local_files"))
        .containsExactly("/m/a.safetensors|AB");
  }

  @Test
  void leavesTheCatalogueByteForByteAsItWasWhenAMigrationFails() throws IOException, SQLException {
    catalogue.execute("CREATE TABLE unknown_hashes (sha256)");
    byte[] before = Files.readAllBytes(database);

    Program.Result result = tsr.run("db", "list", "--json");

    assertThat(result.exitCode()).isEqualTo(6);
    assertThat(result.out()).isEqualTo("[]\n");
    assertThat(result.err()).startsWith("tsr: " + database + ": ").contains("unknown_hashes");
    assertThat(database).hasBinaryContent(before);
  }
}
