package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Program;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** The SQLite of other programs is older than the driver's, and parses less. */
  @Test
  void hasViewsThatOtherProgramsRead() throws IOException, InterruptedException {
    scan();
    String views =
        """
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1])
        for view, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'").fetchall():
            db.execute("SELECT * FROM " + view).fetchall()
        print(len(db.execute("SELECT * FROM v_local_files_full").fetchall()))
        """;
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-c", views, database.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "no Python reads the views: install python3");
      return;
    }
    assertThat(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("1\n");
    assertThat(python.waitFor()).isZero();
  }

  /** As SQLite keeps it if another program has made the file so. */
  @Test
  void readsACatalogueInUtf16() throws IOException {
    Catalogue catalogue = new Catalogue(database);
    catalogue.execute("PRAGMA encoding = 'UTF-16le'; CREATE TABLE t (i); DROP TABLE t;");
    Path file = library.model("é云.safetensors", 2);
    scan();
    catalogue.execute(
        """
        INSERT INTO models (civitai_id, name, type, download_count) VALUES (1, 'Léa 潮', 'LORA', NULL);
        UPDATE local_files SET civitai_model_id = 1 WHERE file_path LIKE '%云%';
        """);

    assertThat(tsr.db("list 潮 --db", database, "--format", "tsv").out())
        .startsWith(file + "\t")
        .contains("\tLéa 潮\t");
    tsr.db("search 潮 --db", database, "--format", "tsv")
        .prints("1\tLéa 潮\tLORA\t\t\t\t\t" + file + "\n");
  }

  @Test
  void leavesACatalogueAloneWhosePagesAreDamaged() throws IOException {
    scan();
    damage();
    byte[] bytes = Files.readAllBytes(database);

    assertThat(scan())
        .isEqualTo(
            refused(
                "damaged (The database disk image is malformed); restore a copy of it, or move it"
                    + " away and scan again"));
    assertThat(database).hasBinaryContent(bytes);
  }

  @Test
  void leavesADamagedLegacyDatabaseAlone() throws IOException {
    new Catalogue(database)
        .execute(
            """
            CREATE TABLE local_files (id INTEGER PRIMARY KEY, file_path TEXT, sha256 TEXT);
            CREATE TABLE safetensor_metadata (id INTEGER PRIMARY KEY, local_file_id INTEGER);
            INSERT INTO local_files VALUES (1, hex(zeroblob(9000)), 'AB');
            """);
    damage();
    byte[] bytes = Files.readAllBytes(database);

    assertThat(tsr.db("list -q --json --db", database))
        .isEqualTo(
            refused(
                "damaged (The database disk image is malformed); restore a copy of it, or move it"
                    + " away and scan again"));
    assertThat(database).hasBinaryContent(bytes);
    assertThat(files(home)).containsExactlyInAnyOrder("models", "models.db");
  }

  /** All pages after the first, which holds the schema. */
  private void damage() throws IOException {
    byte[] bytes = Files.readAllBytes(database);
    Arrays.fill(bytes, 4096, bytes.length, (byte) 0x55);
    Files.write(database, bytes);
  }

  @Test
  void leavesAnotherProgramsDatabaseAlone() throws IOException {
    new Catalogue(database).execute("CREATE TABLE diary (day TEXT)");
    byte[] bytes = Files.readAllBytes(database);

    assertThat(scan())
        .isEqualTo(refused("a database of another program; name another file with --db"));
    assertThat(database).hasBinaryContent(bytes);
  }

  @Test
  void leavesANewerCatalogueAlone() throws IOException {
    scan();
    new Catalogue(database).execute("PRAGMA user_version = 99");
    byte[] bytes = Files.readAllBytes(database);

    assertThat(scan())
        .isEqualTo(
            refused(
                "made by a newer tsr (schema 99, this one knows %s); update tsr"
                    .formatted(Catalogue.newestSchema())));
    assertThat(database).hasBinaryContent(bytes);
  }

  @Test
  void refusesAFolder() throws IOException {
    Files.createDirectory(database);

    assertThat(scan()).isEqualTo(refused("a folder, not a database; name a file with --db"));
  }

  @Test
  void takesAnEmptyFileAsANewDatabaseAndMakesItWhole() throws IOException {
    Files.createFile(database);

    scan().exits(0);
    Catalogue catalogue = new Catalogue(database);
    catalogue.has("PRAGMA journal_mode", "wal");
    catalogue.has("PRAGMA user_version", String.valueOf(Catalogue.newestSchema()));
    catalogue.has("PRAGMA integrity_check", "ok");
    catalogue.has("SELECT * FROM v_models_with_latest");
    catalogue.has(
        "SELECT sha256, model_name, creator FROM v_local_files_full",
        Library.sha256(library.path("a.safetensors")) + "|null|null");
    assertThat(files(home)).containsExactlyInAnyOrder("models", "models.db");
  }

  @Test
  void opensAPathWithOddCharacters() {
    database = home.resolve("what? 100% #1 ä\nb.db");

    scan().exits(0);
    assertThat(database).exists();
    assertThat(tsr.db("list --db", database).out()).contains("a.safetensors");
  }

  @Test
  void letsManyScansAndReadersUseTheSameDatabaseAtOnce() throws Exception {
    for (int i = 0; i < 400; i++) {
      library.model("m" + i + ".safetensors", 16, i, "{\"k\":\"v\"}");
    }
    Callable<Result> scan = this::scan;
    Callable<Result> list = () -> tsr.db("list --json --db", database);
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all = List.of(scan, list, scan, list, scan, list, scan, list);
      for (var result : threads.invokeAll(all)) {
        // Or it was asked before it was made.
        assertThat(result.get().exitCode()).as(result.get().err()).isIn(0, 4);
      }
    }

    Catalogue catalogue = new Catalogue(database);
    catalogue.has("SELECT count(*), count(DISTINCT file_path) FROM local_files", "401|401");
    catalogue.has("SELECT count(*) FROM safetensor_metadata", "400");
    catalogue.has("PRAGMA integrity_check", "ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM model_search_data WHERE id > 10",
        "UPDATE model_search_data SET block = x'ffffffffffffffffffffffff'",
        "DELETE FROM model_search_data",
      })
  void makesADamagedSearchIndexAnew(String damage) {
    scan();
    Catalogue catalogue = new Catalogue(database);
    catalogue.execute(
        """
        INSERT INTO models (civitai_id, name, type) VALUES (1, 'Harbour', 'LORA');
        """
            + damage);
    String[] search = {"db", "search", "harbour", "--json", "--db", database.toString()};

    assertThat(tsr.run(search))
        .isEqualTo(
            refused("its search index was damaged and has been rebuilt; run the command again"));

    assertThat(tsr.run(search).out()).contains("\"name\":\"Harbour\"");
    catalogue.has("PRAGMA integrity_check", "ok");
    catalogue.has("SELECT name FROM models", "Harbour");
  }

  @Test
  void keepsNulInTexts() {
    library.model("a.safetensors", 16, 1, "{\"k\\u0000\":\"a\\u0000b\"}");
    scan();

    assertThat(new Catalogue(database).rows("SELECT hex(key), hex(value) FROM safetensor_metadata"))
        .containsExactly("6B00|610062");
  }

  @Test
  void deletesMetadataWithItsFile() {
    library.model("b.safetensors", 1, 1, "{\"k\":\"v\"}");
    scan();
    Catalogue catalogue = new Catalogue(database);
    catalogue.execute("PRAGMA foreign_keys = ON; DELETE FROM local_files");

    catalogue.has("SELECT count(*) FROM safetensor_metadata", "0");
  }

  private Result scan() {
    return tsr.db("scan --json --db", database, home.resolve("models"));
  }

  private Result refused(String reason) {
    return new Result(6, "[]\n", "tsr: " + database + ": " + reason + "\n");
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
