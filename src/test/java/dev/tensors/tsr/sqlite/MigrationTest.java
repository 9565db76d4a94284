package dev.tensors.tsr.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.CommandTest;
import dev.tensors.tsr.program.Result;
import dev.tensors.tsr.text.ByteCount;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class MigrationTest extends CommandTest {

  /** The functions that SQLite got after the one of Debian 12, and the order within aggregates. */
  private static final Pattern AFTER_3_40 =
      Pattern.compile(
          "\\b(concat(_ws)?|string_agg|octet_length|unhex|timediff|unistr)\\s*\\("
              + "|\\b(group_concat|json_group_(array|object))\\s*"
              + "\\((?:[^()]|\\([^()]*\\))*\\bORDER\\s+BY\\b",
          Pattern.CASE_INSENSITIVE);

  /** A catalogue as the first schema left it. */
  @BeforeEach
  void firstSchema() throws IOException {
    catalogue.execute(Files.readString(Path.of("schema", "001_catalogue.sql")));
    catalogue.execute(
        """
        PRAGMA application_id = 0x74737231;
        PRAGMA user_version = 1;
        INSERT INTO local_files (file_path, sha256) VALUES ('/m/a.safetensors', 'AB');
        """);
  }

  @Test
  void bringsACatalogueToTheNewestSchemaAndKeepsOneCopy() throws IOException {
    long size = Files.size(database);

    Result result = tsr.db("list").exits(0);
    result.shows("/m/a.safetensors\t\t\t\t\t\n");
    result.says(
        "%1$s: from an older version; copying it (%2$s) to %1$s.before-2 before the upgrade\n"
                .formatted(database, ByteCount.human(size))
            + "1 file, 0 B\n");
    assertThat(database.getParent()).isDirectoryNotContaining("glob:**.before-{[!2]*,2?*}");

    catalogue.has("PRAGMA user_version", String.valueOf(Catalogue.newestSchema()));
    Catalogue copy = new Catalogue(database.resolveSibling("models.db.before-2"));
    assertThat(copy.rows("PRAGMA user_version")).containsExactly("1");
    assertThat(copy.rows("SELECT file_path, sha256 FROM local_files"))
        .containsExactly("/m/a.safetensors|AB");
  }

  @Test
  void usesNoFunctionThatOtherProgramsOlderSqliteLacks() {
    tsr.db("list");

    assertThat(catalogue.rows("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"))
        .isNotEmpty()
        .noneMatch(sql -> AFTER_3_40.matcher(sql).find());
  }

  @Test
  void tellsOlderLinksByHandFromThoseThatAHashProves() {
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type) VALUES (1, 7, 'Harbour', 'LORA');
        INSERT INTO model_versions (id, civitai_id, model_id, name)
          VALUES (1, 71, 1, 'v1'), (2, 72, 1, 'archived');
        INSERT INTO version_files (id, civitai_id, version_id, name)
          VALUES (1, 1, 1, 'a'), (2, 2, 1, 'b');
        INSERT INTO file_hashes (file_id, hash_type, hash_value)
          VALUES (1, 'SHA256', 'CD'), (1, 'AutoV2', 'EF'), (2, 'SHA256', 'AB');
        UPDATE local_files SET civitai_model_id = 7, civitai_version_id = 71;
        INSERT INTO local_files (file_path, sha256, civitai_model_id, civitai_version_id) VALUES
          ('/m/b', 'EF', 7, 71), ('/m/c', 'EF', 7, 72), ('/m/d', 'EF', 8, 81), ('/m/e', 'EF', NULL, NULL);
        """);

    tsr.db("list");

    catalogue.has(
        "SELECT file_path, link_source, link_match FROM local_files",
        "/m/a.safetensors|null|sha256",
        "/m/b|manual|null",
        "/m/c|null|null",
        "/m/d|null|null",
        "/m/e|null|null");
  }

  /** Earlier versions took addresses from sidecars, too. */
  @ParameterizedTest
  @CsvSource({
    "'', https://x.example/71, 2026",
    "INSERT INTO models (civitai_id; name; type) VALUES (8; 'm'; 'VAE'), https://x.example/71, null",
    "INSERT INTO sidecars VALUES ('/a'; 'AB'; NULL; 1; 1; 'proved'), null, null",
    "UPDATE local_files SET link_source = 'sidecar', null, null",
  })
  void tellsWhatCivitaiListedFromWhatSidecarsMayHaveNamed(
      String change, String address, String fetched) throws IOException {
    for (int number = 2; number <= 13; number++) {
      catalogue.execute(script(number));
    }
    catalogue.execute(
        """
        PRAGMA user_version = 13;
        INSERT INTO models (id, civitai_id, name, type, fetched_at) VALUES (1, 7, 'a', 'VAE', '2026');
        INSERT INTO model_versions (id, civitai_id, model_id, name, version_index, download_url)
          VALUES (1, 71, 1, 'v', 1, 'https://x.example/71'),
            (2, 72, 1, 'w', 0, 'https://civitai.com/api/download/models/72'),
            (3, 73, 1, 'gone', NULL, 'https://civitai.com/api/download/models/7');
        INSERT INTO version_files (civitai_id, version_id, name, download_url)
          VALUES (1, 1, 'a', 'https://x.example/71'),
            (2, 2, 'b', 'https://civitai.com/api/download/models/72?type=VAE'),
            (3, 3, 'c', 'https://civitai.com/api/download/models/7');
        """);
    catalogue.execute(change.replace(';', ','));

    tsr.db("list").exits(0);

    String own = "https://civitai.com/api/download/models/72";
    String other = address.equals("null") ? null : "https://civitai.com/api/download/models/7";
    catalogue.has("SELECT download_url FROM model_versions", address, own, String.valueOf(other));
    catalogue.has(
        "SELECT download_url, fetched_at FROM version_files",
        address + "|" + fetched,
        own + "?type=VAE|" + fetched,
        other + "|null");
  }

  private static String script(int number) throws IOException {
    String start = "%03d_".formatted(number);
    String name = new File("schema").list((folder, each) -> each.startsWith(start))[0];
    return Files.readString(Path.of("schema", name));
  }

  @Test
  void leavesTheCatalogueByteForByteAsItWasWhenAMigrationFails() throws IOException {
    catalogue.execute("ALTER TABLE models ADD COLUMN mode TEXT");
    byte[] before = Files.readAllBytes(database);

    Result result = tsr.db("list --json").exits(6);
    result.shows("[]\n");
    assertThat(result.err())
        .contains("tsr: " + database + ": cannot be brought up to date (")
        .contains("mode")
        .endsWith(") and was not changed; if you made the table, view or trigger, rename it\n");
    assertThat(database).hasBinaryContent(before);
  }

  @Test
  void keepsOwnTablesOfTheNamesOfImport() {
    catalogue.execute(
        """
        CREATE TABLE sidecars (mine TEXT);
        CREATE TABLE imported_notes (mine TEXT);
        CREATE TABLE exported_values (mine TEXT);
        INSERT INTO sidecars VALUES ('s');
        INSERT INTO imported_notes VALUES ('n');
        """);

    Result result = tsr.db("import /m");

    assertThat(result.err())
        .contains("your own table sidecars in the database is now called sidecars_own")
        .contains("your own table imported_notes in the database is now called imported_notes_own")
        .contains(
            "your own table exported_values in the database is now called exported_values_own");
    catalogue.has(
        "SELECT mine FROM sidecars_own UNION SELECT mine FROM imported_notes_own", "n", "s");
  }

  @Test
  void keepsWhatHasANameThatItNeedsItself() {
    catalogue.execute(
        """
        CREATE TABLE unknown_hashes (mine TEXT);
        INSERT INTO unknown_hashes VALUES ('mine');
        CREATE INDEX version_images_civitai_id ON local_files (updated_at);
        """);

    tsr.db("list -q")
        .prints(
            "/m/a.safetensors\t\t\t\t\t\n",
            """
            tsr: your own table unknown_hashes in the database is now called \
            unknown_hashes_own, because tsr uses its name
            tsr: your own index version_images_civitai_id in the database is now called \
            version_images_civitai_id_own, because tsr uses its name
            """);
    catalogue.has("SELECT mine FROM unknown_hashes_own", "mine");
    catalogue.has(
        "SELECT name FROM pragma_index_info('version_images_civitai_id_own')", "updated_at");
    catalogue.has("SELECT asked_at FROM unknown_hashes");
  }

  /** A catalogue before counts could be unknown. */
  private void schemaBeforeStates() throws IOException {
    for (int number = 2; number <= 13; number++) {
      String start = "%03d_".formatted(number);
      try (Stream<Path> scripts = Files.list(Path.of("schema"))) {
        Path script =
            scripts.filter(path -> path.getFileName().toString().startsWith(start)).findAny().get();
        catalogue.execute(Files.readString(script));
      }
      catalogue.execute("PRAGMA user_version = " + number);
    }
  }

  @Test
  void forgetsCountsThatWereNeverTold() throws IOException {
    schemaBeforeStates();
    catalogue.execute(
        """
        INSERT INTO models (id, civitai_id, name, type, fetched_at, download_count) VALUES
          (1, 1, 'from a sidecar', 'LORA', NULL, 0), (2, 2, 'fetched', 'LORA', '2026', 0),
          (3, 3, 'from a sidecar', 'LORA', NULL, 4);
        INSERT INTO model_versions (civitai_id, model_id, name, thumbs_up_count) VALUES
          (11, 1, 'v', 0), (21, 2, 'v', 0), (31, 3, 'v', 5);
        """);

    tsr.db("list");

    catalogue.has(
        "SELECT download_count, thumbs_up_count, comment_count FROM models ORDER BY id",
        "null|null|null",
        "0|null|0",
        "4|null|0");
    catalogue.has(
        "SELECT download_count, thumbs_up_count FROM model_versions ORDER BY civitai_id",
        "null|null",
        "0|0",
        "0|5");
    catalogue.has("SELECT thumbs_up_count FROM v_models_with_latest WHERE id = 2", "null");
  }

  @Test
  void knowsTheDisksOfFoldersFromTheirFiles() throws IOException {
    schemaBeforeStates();
    catalogue.execute(
        """
        INSERT INTO scan_roots (path) VALUES ('/m'), ('/empty'), ('/windows'), ('/none'), ('/n');
        INSERT INTO image_roots (path) VALUES ('/made'), ('/moved');
        INSERT INTO own_images (path, size_bytes, mtime_ns) VALUES ('/made/a.png', 1, 1);
        INSERT INTO local_files (file_path, sha256, file_key, missing_since) VALUES
          ('/m/x/b.safetensors', 'AB', '(dev=fd01,ino=42)', NULL),
          ('/m0/b.safetensors', 'AB', '(dev=2,ino=42)', NULL),
          ('/windows/b.safetensors', 'AB', NULL, NULL),
          ('/none/b.safetensors', 'AB', '(dev=3,ino=42)', '2026');
        """);

    tsr.db("list");

    catalogue.has(
        "SELECT path, device FROM scan_roots ORDER BY path",
        "/empty|",
        "/m|fd01",
        "/n|",
        "/none|null",
        "/windows|null");
    catalogue.has("SELECT path, device FROM image_roots ORDER BY path", "/made|null", "/moved|");
  }
}
