package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CivitaiStub;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.CrashedChange;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A legacy database is upgraded to a catalogue with all its rows. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LegacyDatabaseTest extends CommandTest {

  @RegisterExtension static final CivitaiStub CIVITAI = new CivitaiStub();

  private static String legacy() throws IOException {
    try (InputStream in = LegacyDatabaseTest.class.getResourceAsStream("/legacy.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void legacy(String changes) throws IOException {
    catalogue.execute(legacy());
    catalogue.execute(changes);
  }

  private void upgrade() {
    Result result = tsr.db("list -q");
    result.exits(0);
    assertThat(result.err()).isEmpty();
  }

  @Test
  void keepsEveryRowAndACopy() throws IOException {
    legacy("");
    List<String> tables =
        catalogue.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    List<String> ids = ids(catalogue, tables);

    upgrade();

    assertThat(ids(catalogue, tables)).isEqualTo(ids).hasSizeGreaterThan(20);
    Catalogue copy = new Catalogue(home.resolve("models.db.before-1"));
    assertThat(ids(copy, tables)).isEqualTo(ids);
    assertThat(copy.rows("PRAGMA user_version")).containsExactly("0");
    assertThat(files()).containsExactlyInAnyOrder("models.db", "models.db.before-1");
  }

  private static List<String> ids(Catalogue catalogue, List<String> tables) {
    List<String> ids = new ArrayList<>();
    for (String table : tables) {
      for (String row : catalogue.rows("SELECT * FROM " + table + " ORDER BY 1, 2")) {
        ids.add(table + " " + String.join("|", List.of(row.split("\\|")).subList(0, 2)));
      }
    }
    return ids;
  }

  /** So that all that holds for a catalogue holds for it. */
  @Test
  void hasTheSchemaOfACatalogue() throws IOException {
    legacy("");
    Path other = home.resolve("other.db");
    tsr.db("scan", Files.createDirectory(home.resolve("models")), "--db", other);

    upgrade();

    String schema =
        """
        SELECT type, name, tbl_name, sql FROM sqlite_schema
        WHERE tbl_name NOT LIKE 'hf\\_%' ESCAPE '\\' ORDER BY type, name
        """;
    assertThat(catalogue.rows(schema)).isEqualTo(new Catalogue(other).rows(schema));
    catalogue.has("PRAGMA user_version", String.valueOf(Catalogue.newestSchema()));
    assertWhole();
  }

  @Test
  void convertsTimesHashesAndFlags() throws IOException {
    legacy(
        """
        UPDATE models SET nsfw = 'true';
        INSERT INTO models (id, civitai_id) VALUES (9, 9);
        """);

    upgrade();

    catalogue.has(
        "SELECT sha256, created_at, updated_at FROM local_files WHERE id = 1",
        "AB12|2024-01-02T03:04:05Z|2024-01-02T03:04:06Z");
    catalogue.has(
        "SELECT created_at > '2025', updated_at FROM local_files WHERE id = 2",
        "1|2024-01-02T03:04:06Z");
    catalogue.has("SELECT hash_value FROM file_hashes ORDER BY id", "AB12", "AB");
    catalogue.has(
        "SELECT published_at FROM model_versions ORDER BY civitai_id",
        "null",
        "2023-05-06T07:08:09Z");
    catalogue.has(
        "SELECT scanned_at, is_primary, size_kb FROM version_files", "2023-05-06T07:08:09Z|1|12.5");
    assertThat(catalogue.rows("SELECT id, name, type, nsfw, download_count, minor FROM models"))
        .containsExactlyInAnyOrder("3|Harbour|LORA|1|12|0", "9|||0|null|0");
    catalogue.has(
        "SELECT repo_id, last_modified FROM hf_models", "ann/harbour|2024-01-02 03:04:05.000000");
    catalogue.has(
        "SELECT * FROM v_models_with_latest WHERE id = 3",
        "3|7|Harbour|LORA|1|ann|v2|SDXL 1.0|12|3");
  }

  @Test
  void keepsTheChildrenOfDuplicateRows() throws IOException {
    legacy(
        """
        INSERT INTO local_files VALUES
          (11, '/m/b.safetensors', 'CD34', 1, 1, NULL, NULL, NULL, '2024-02-02 00:00:00.000000'),
          (12, '/m/a.safetensors', 'EF56', 1, 1, NULL, NULL, NULL, '2024-02-02 00:00:00.000000');
        INSERT INTO safetensor_metadata VALUES
          (11, 12, 'ss_epoch', '4'), (12, 12, 'ss_optimizer', 'AdamW'), (13, 2, 'b', 'b');
        INSERT INTO creators VALUES (2, 'ann', NULL);
        INSERT INTO models VALUES
          (13, 7, 'Harbour at dawn', NULL, 'LORA', 1, 0, 2, 13, 3, NULL, '2024-02-02 00:00:00.000000'),
          (14, 8, 'Pier', NULL, 'LORA', 0, 0, 2, 13, 3, NULL, NULL);
        INSERT INTO model_versions VALUES
          (14, 71, 13, 'v2', 'SDXL 1.0', NULL, NULL, NULL, 0),
          (15, 72, 13, 'v3', 'SDXL 1.0', NULL, NULL, NULL, 0);
        INSERT INTO trained_words VALUES (11, 14, 'rain', 2);
        INSERT INTO version_files VALUES (16, 710, 14, 'h.safetensors', 'Model', 12.5, 1, NULL);
        INSERT INTO file_hashes VALUES (11, 16, 'CRC32', '11');
        INSERT INTO tags VALUES (12, 'fog'), (13, 'piers');
        INSERT INTO model_tags VALUES (13, 12), (13, 13), (3, 1);
        INSERT INTO version_images VALUES (18, NULL, 14, 'https://i.example/93.jpeg', 832, 1);
        INSERT INTO image_video_metadata VALUES (11, 9, 5.5, 1);
        INSERT INTO image_generation_params VALUES (11, 18, 'prompt', 'rain');
        """);

    upgrade();

    assertWhole();
    catalogue.has(
        "SELECT id, file_path, civitai_version_id FROM local_files",
        "1|/m/a.safetensors|71",
        "11|/m/b.safetensors|null");
    catalogue.has(
        "SELECT local_file_id, key, value FROM safetensor_metadata ORDER BY id",
        "1|ss_epoch|3",
        "1|ss_steps|null",
        "1|ss_optimizer|AdamW",
        "11|b|b");
    catalogue.has(
        "SELECT id, civitai_id, name, creator_id FROM models ORDER BY id",
        "13|7|Harbour at dawn|1",
        "14|8|Pier|1");
    catalogue.has(
        "SELECT id, civitai_id, model_id FROM model_versions ORDER BY id",
        "4|71|13",
        "5|70|13",
        "15|72|13");
    catalogue.has(
        "SELECT version_id, word FROM trained_words ORDER BY id", "4|dawn", "4|mist", "4|rain");
    catalogue.has(
        "SELECT file_id, hash_type FROM file_hashes ORDER BY id",
        "6|SHA256",
        "6|AutoV2",
        "6|CRC32");
    catalogue.has(
        "SELECT model_id, name FROM model_tags JOIN tags ON id = tag_id ORDER BY name",
        "13|boats",
        "13|fog",
        "13|piers");
    catalogue.has("SELECT id, version_id FROM version_images ORDER BY id", "8|4", "9|4", "18|4");
    catalogue.has("SELECT image_id, duration FROM image_video_metadata", "9|4.5");
    catalogue.has(
        "SELECT image_id, value FROM image_generation_params ORDER BY id",
        "8|a boat",
        "8|1",
        "18|rain");
  }

  @Test
  void leavesOutOnlyRowsWithoutAParentAndCountsThem() throws IOException {
    legacy(
        """
        INSERT INTO safetensor_metadata VALUES (11, 99, 'k', 'v');
        INSERT INTO models (id, civitai_id, name, type, creator_id) VALUES (13, 8, 'Pier', 'LORA', 99);
        INSERT INTO trained_words VALUES (11, 99, 'rain', 2), (12, 98, 'snow', 1);
        INSERT INTO model_tags VALUES (3, 99);
        """);

    Result result = tsr.db("list -q").exits(0);
    String copy = database + ".before-1";
    result.says(
        """
        tsr: 1 row of the table safetensor_metadata in the database belongs to nothing that is there, and was left out; %1$s has it
        tsr: 2 rows of the table trained_words in the database belong to nothing that is there, and were left out; %1$s has them
        tsr: 1 row of the table model_tags in the database belongs to nothing that is there, and was left out; %1$s has it
        """
            .formatted(copy));

    assertWhole();
    catalogue.has("SELECT civitai_id, creator_id FROM models ORDER BY id", "7|1", "8|null");
    catalogue.has("SELECT count(*) FROM safetensor_metadata", "2");
    catalogue.has("SELECT count(*) FROM trained_words", "2");
    assertThat(
            new Catalogue(home.resolve("models.db.before-1"))
                .rows("SELECT word FROM trained_words"))
        .contains("rain");
  }

  @Test
  void keepsUnknownTablesAndColumns() throws IOException {
    legacy(
        """
        ALTER TABLE local_files ADD COLUMN "my ""rating" INTEGER DEFAULT 5;
        ALTER TABLE model_tags ADD COLUMN weight FLOAT;
        UPDATE model_tags SET weight = 0.5;
        ALTER TABLE local_files ADD COLUMN Size_Bytes "a number";
        UPDATE local_files SET size_bytes = 3;
        ALTER TABLE models ADD COLUMN mine "(my) type";
        CREATE TABLE diary (file_id INTEGER REFERENCES local_files (id), note TEXT);
        INSERT INTO diary VALUES (1, 'mine');
        CREATE VIEW v_models_with_latest AS SELECT 1;
        CREATE VIEW my_models AS SELECT name FROM models;
        CREATE TRIGGER noted AFTER INSERT ON local_files BEGIN
          INSERT INTO diary VALUES (new.id, 'new');
        END;
        """);

    upgrade();

    assertWhole();
    catalogue.has("SELECT \"my \"\"rating\" FROM local_files", "5", "5");
    catalogue.has("SELECT size_bytes FROM local_files", "3", "3");
    catalogue.has("SELECT mine FROM models", "null");
    catalogue.has("SELECT weight FROM model_tags", "0.5", "0.5");
    catalogue.has("SELECT name FROM my_models", "Harbour");
    catalogue.execute("INSERT INTO local_files (file_path, sha256) VALUES ('/m/c', 'AA')");
    catalogue.has("SELECT * FROM diary", "1|mine", "3|new");
  }

  @Test
  void renamesTablesWhoseNamesTheCatalogueNeeds() throws IOException {
    legacy(
        """
        CREATE VIRTUAL TABLE model_search USING fts5 (mine);
        INSERT INTO model_search VALUES ('sea fog');
        CREATE TABLE unknown_hashes (sha256, note);
        INSERT INTO unknown_hashes VALUES ('AB', 'mine');
        CREATE VIEW v_model_search (note) AS SELECT note FROM unknown_hashes;
        CREATE VIEW my_notes AS SELECT note FROM unknown_hashes;
        CREATE INDEX tags_of_models ON model_tags (tag_id, model_id);
        CREATE UNIQUE INDEX "model_tags_tag_id" ON model_tags (tag_id, model_id);
        """);

    Result result = tsr.db("list -q");

    result.exits(0);
    String renamed =
        "tsr: your own %s %s in the database is now called %2$s_own, because tsr uses its name";
    assertThat(result.err().lines())
        .containsExactlyInAnyOrder(
            renamed.formatted("table", "model_search"),
            renamed.formatted("table", "unknown_hashes"),
            renamed.formatted("view", "v_model_search"),
            renamed.formatted("index", "model_tags_tag_id"));
    assertWhole();
    catalogue.has(
        "SELECT mine FROM model_search_own WHERE model_search_own MATCH 'fog'", "sea fog");
    catalogue.has("SELECT note FROM v_model_search_own", "mine");
    catalogue.has("SELECT note FROM my_notes", "mine");
    catalogue.has(
        """
        SELECT l.name, l."unique" FROM pragma_index_list('model_tags') l
        WHERE l.origin = 'c' ORDER BY 1
        """,
        "model_tags_tag_id|0",
        "model_tags_tag_id_own|1",
        "tags_of_models|0");
    assertThat(tsr.db("search harbour -q").out()).startsWith("7\tHarbour\t");
  }

  @Test
  void upgradesAnEarlyDatabaseThatLacksTables() throws IOException {
    legacy(
        """
        DROP TABLE creators;
        DROP TABLE image_resources;
        DROP TABLE hf_model_tags;
        ALTER TABLE models DROP COLUMN type;
        ALTER TABLE model_versions DROP COLUMN version_index;
        ALTER TABLE local_files DROP COLUMN created_at;
        ALTER TABLE local_files DROP COLUMN updated_at;
        """);

    upgrade();

    assertWhole();
    catalogue.has("SELECT id, creator_id, type FROM models", "3|null|");
    catalogue.has("SELECT id FROM local_files ORDER BY id", "1", "2");
  }

  @Test
  void isUnchangedAfterAFailedUpgrade() throws IOException {
    legacy(
        """
        PRAGMA writable_schema = ON;
        INSERT INTO sqlite_schema VALUES ('table', 'unknown_hashes', 'unknown_hashes', 0,
          'CREATE VIRTUAL TABLE unknown_hashes USING nowhere (sha256)');
        """);
    byte[] before = Files.readAllBytes(database);

    Result result = tsr.db("list -q --json").exits(6);
    result.shows("[]\n");
    assertThat(result.err())
        .startsWith("tsr: " + database + ": ")
        .contains("nowhere")
        .hasLineCount(1);
    assertThat(database).hasBinaryContent(before);
    assertThat(files()).containsExactlyInAnyOrder("models.db", "models.db.before-1");
  }

  @Test
  void readsItsFilesOnceAndKeepsTheirLinks() throws IOException {
    Library library = new Library(home.resolve("models"));
    Path same = library.model("same.safetensors", 1);
    Path other = library.model("other.safetensors", 2);
    legacy("UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 71");
    catalogue.execute(
        "UPDATE local_files SET file_path = '%s', sha256 = '%s' WHERE id = 1"
            .formatted(same, Library.sha256(same).toLowerCase(Locale.ROOT)));
    catalogue.execute("UPDATE local_files SET file_path = '%s' WHERE id = 2".formatted(other));

    Result first = tsr.db("scan", library.path(""));

    first.exits(0);
    assertThat(first.err()).contains("other.safetensors: its content changed, ");
    assertThat(first.err().lines().skip(2))
        .singleElement()
        .asString()
        .startsWith("0 new, 1 changed, 1 unchanged; 194 B read ");
    tsr.db("scan", library.path("")).says("0 new, 2 unchanged; nothing to read\n");
    catalogue.has("SELECT id, civitai_version_id FROM local_files ORDER BY id", "1|71", "2|null");
  }

  @Test
  void knowsItsImagesWhenTheModelIsCachedAgain() throws IOException {
    legacy("");
    CIVITAI.lists(
        """
        {"id": 7, "name": "Harbour", "type": "LORA", "modelVersions": [{"id": 71, "images": [
          {"id": 91, "url": "https://i.example/x/original=true/91.jpeg"},
          {"id": 92, "url": "https://i.example/x/92.mp4"}]}]}
        """);

    tsr.db("cache --api-url", CIVITAI.url(), "7").exits(0);

    catalogue.has("SELECT id, civitai_id FROM version_images", "8|91", "9|92");
    catalogue.has("SELECT image_id, value FROM image_generation_params", "8|a boat", "8|1");
  }

  @Test
  void isUpgradedOnceByProcessesThatStartTogether() throws Exception {
    legacy("");
    Callable<Result> list = () -> tsr.db("list");
    try (var threads = Executors.newFixedThreadPool(4)) {
      for (var result : threads.invokeAll(Collections.nCopies(4, list))) {
        assertThat(result.get().exitCode()).as(result.get().err()).isZero();
      }
    }

    assertWhole();
    catalogue.has("SELECT id FROM local_files ORDER BY id", "1", "2");
    assertThat(new Catalogue(home.resolve("models.db.before-1")).rows("PRAGMA user_version"))
        .containsExactly("0");
  }

  /** As a kill in the middle of it leaves them: pages half written, and a journal to undo it. */
  @Test
  void rollsBackAnUnfinishedChangeFirst() throws IOException {
    legacy("");
    crash();

    upgrade();

    assertWhole();
    catalogue.has("SELECT count(*), min(word) FROM trained_words", "2|dawn");
  }

  @Test
  void leavesAnUnfinishedChangeOfAnotherProgramAlone() throws IOException {
    catalogue.execute(
        "CREATE TABLE trained_words (id INTEGER, version_id INTEGER, word TEXT, position INTEGER)");
    crash();
    byte[] before = Files.readAllBytes(database);
    byte[] journal = Files.readAllBytes(home.resolve("models.db-journal"));

    tsr.db("list")
        .fails(
            6,
            "tsr: " + database + ": a database of another program; name another file with --db\n");
    assertThat(database).hasBinaryContent(before);
    assertThat(home.resolve("models.db-journal")).hasBinaryContent(journal);
    assertThat(files()).containsExactlyInAnyOrder("models.db", "models.db-journal");
  }

  /** Leaves the database changed in part. */
  private void crash() throws IOException {
    CrashedChange.leave(
        database,
        """
        WITH RECURSIVE number (n) AS (SELECT 100 UNION SELECT n + 1 FROM number WHERE n < 1000)
        INSERT INTO trained_words (id, version_id, word)
        SELECT n, 4, hex(zeroblob(500)) FROM number
        """);
  }

  @Test
  void upgradesARecordedDatabase() throws IOException {
    String folder = System.getProperty("tsr.recorded", "../shared/recorded");
    Path recorded = Path.of(folder, "models-original.db");
    assumeTrue(!folder.isEmpty() && Files.exists(recorded), "no recorded database");
    Files.write(database, Files.readAllBytes(recorded));
    List<String> tables =
        catalogue.rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    List<String> ids = ids(catalogue, tables);

    upgrade();

    assertWhole();
    assertThat(ids(catalogue, tables)).isEqualTo(ids).hasSizeGreaterThan(200);
    catalogue.has("SELECT count(*) FROM v_local_files_full WHERE version_name IS NOT NULL", "1");
  }

  private void assertWhole() {
    catalogue.has("PRAGMA integrity_check", "ok");
    catalogue.has("PRAGMA foreign_key_check");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
