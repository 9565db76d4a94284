package dev.tensors.tsr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class DatabaseTest {

  private Path home;
  private Program tsr;
  private Path database;
  private Library library;

  @BeforeEach
  void home(@TempDir Path folder) throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    library = new Library(home.resolve("models"));
    library.model("a.safetensors", 1);
    tsr = new Program(home);
    database = home.resolve("models.db");
  }

  @Test
  void leavesAFileAloneThatIsNoDatabase() throws IOException {
    Files.writeString(database, "my diary");

    assertThat(scan()).isEqualTo(refused("not an SQLite database; name another file with --db"));
    assertThat(database).hasContent("my diary");
  }

  @Test
  void leavesADamagedDatabaseAlone() throws IOException {
    byte[] bytes = "SQLite format 3\0 and nothing of the kind".getBytes(StandardCharsets.UTF_8);
    Files.write(database, bytes);

    assertThat(scan()).isEqualTo(refused("not an SQLite database; name another file with --db"));
    assertThat(database).hasBinaryContent(bytes);
  }

  @Test
  void leavesAnotherProgramsDatabaseAlone() throws SQLException, IOException {
    new Catalogue(database).execute("CREATE TABLE diary (day TEXT)");
    byte[] bytes = Files.readAllBytes(database);

    assertThat(scan())
        .isEqualTo(refused("a database of another program; name another file with --db"));
    assertThat(database).hasBinaryContent(bytes);
  }

  @Test
  void leavesANewerCatalogueAlone() throws SQLException {
    scan();
    new Catalogue(database).execute("PRAGMA user_version = 99");

    assertThat(scan())
        .isEqualTo(
            refused(
                "made by a newer tsr (schema 99, this one knows "
                    + Catalogue.newestSchema()
                    + "); update tsr"));
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectory(database);

    assertThat(scan()).isEqualTo(refused("a folder, not a database; name a file with --db"));
  }

  @Test
  void refusesAFolderThatCannotBeMade() throws IOException {
    Path file = Files.createFile(home.resolve("file"));
    database = file.resolve("models.db");

    assertThat(scan())
        .isEqualTo(refused("its folder cannot be made; check " + file + " and its permissions"));
  }

  @Test
  void takesAnEmptyFileAsANewDatabaseAndMakesItWhole() throws IOException, SQLException {
    Files.createFile(database);

    assertThat(scan().exitCode()).isZero();
    Catalogue catalogue = new Catalogue(database);
    assertThat(catalogue.rows("PRAGMA journal_mode")).containsExactly("wal");
    assertThat(catalogue.rows("PRAGMA user_version"))
        .containsExactly(String.valueOf(Catalogue.newestSchema()));
    assertThat(catalogue.rows("PRAGMA integrity_check")).containsExactly("ok");
    assertThat(catalogue.rows("SELECT * FROM v_models_with_latest")).isEmpty();
    assertThat(catalogue.rows("SELECT sha256, model_name, creator FROM v_local_files_full"))
        .containsExactly(Library.sha256(library.path("a.safetensors")) + "|null|null");
    assertThat(files(home)).containsExactlyInAnyOrder("models", "models.db");
  }

  @Test
  void opensAPathWithOddCharactersAndMakesItsFolder() {
    database = home.resolve("new/what? 100% #1 ä.db");

    assertThat(scan().exitCode()).isZero();
    assertThat(database).exists();
    assertThat(tsr.run("db", "list", "--db", database.toString()).out()).contains("a.safetensors");
  }

  @Test
  void letsManyScansMakeTheSameDatabaseAtOnce() throws Exception {
    for (int i = 0; i < 40; i++) {
      library.model("m" + i + ".safetensors", i);
    }
    Callable<Program.Result> scan = this::scan;
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(List.of(scan, scan, scan, scan))) {
        assertThat(result.get().exitCode()).as(result.get().err()).isZero();
      }
    }

    assertThat(new Catalogue(database).rows("SELECT count(*) FROM local_files"))
        .containsExactly("41");
  }

  @Test
  void deletesMetadataWithItsFile() throws SQLException {
    library.model("b.safetensors", 1, 1, "{\"k\":\"v\"}");
    scan();
    Catalogue catalogue = new Catalogue(database);
    catalogue.execute("PRAGMA foreign_keys = ON; DELETE FROM local_files");

    assertThat(catalogue.rows("SELECT count(*) FROM safetensor_metadata")).containsExactly("0");
  }

  private Program.Result scan() {
    return tsr.run(
        "db", "scan", "--json", "--db", database.toString(), home.resolve("models").toString());
  }

  private Program.Result refused(String reason) {
    return new Program.Result(6, "[]\n", "tsr: " + database + ": " + reason + "\n");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
