package dev.tensors.tsr.link;

import static dev.tensors.tsr.program.CivitaiStub.match;
import static dev.tensors.tsr.program.CivitaiStub.model;
import static dev.tensors.tsr.program.CivitaiStub.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tensors.tsr.program.Catalogue;
import dev.tensors.tsr.program.Library;
import dev.tensors.tsr.program.OnlineTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LinkArchiveTest extends OnlineTest {

  private static final String SCHEMA =
      """
      CREATE TABLE models (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, username TEXT,
        data TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
      CREATE TABLE model_versions (
        id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL, position INTEGER NOT NULL,
        name TEXT NOT NULL, base_model TEXT NOT NULL, published_at INTEGER, data TEXT NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL) STRICT;
      CREATE INDEX model_versions_model_id ON model_versions (model_id);
      CREATE TABLE model_files (
        id INTEGER PRIMARY KEY, model_id INTEGER NOT NULL, version_id INTEGER NOT NULL,
        type TEXT NOT NULL, sha256 TEXT, data TEXT NOT NULL, created_at INTEGER NOT NULL,
        updated_at INTEGER NOT NULL) STRICT;
      CREATE INDEX model_files_model_id ON model_files (model_id);
      CREATE INDEX model_files_version_id ON model_files (version_id);
      CREATE TABLE archived_model_files (
        file_id INTEGER PRIMARY KEY, model_id INTEGER, version_id INTEGER) STRICT;
      """;

  /** 8 August 2025. */
  private static final long DAY = 1754611200;

  private Path file;
  private Catalogue archive;
  private Path a;
  private Path b;
  private String hashOfA;
  private String hashOfB;

  @BeforeEach
  void archiveAndFiles() {
    a = library.model("a.safetensors", 1);
    b = library.model("b.safetensors", 2);
    hashOfA = Library.sha256(a);
    hashOfB = Library.sha256(b);
    workplace.scan();
    file = folder.resolve("civitai.sqlite");
    archive = new Catalogue(file);
    archive.execute(SCHEMA);
  }

  private void archivedModel(long id, String name, String data) {
    archive.execute(
        "INSERT INTO models VALUES (%d, '%s', 'LORA', 'tidewater', '%s', %d, %d)"
            .formatted(id, name, data, DAY, DAY));
  }

  private void archivedVersion(long id, long model, int position, String data) {
    archive.execute(
        "INSERT INTO model_versions VALUES (%d, %d, %d, 'v%d', 'SDXL 1.0', %d, '%s', 0, 0)"
            .formatted(id, model, position, id, DAY + id, data));
  }

  private void archivedFile(long id, long model, long version, String sha256) {
    archive.execute(
        """
        INSERT INTO model_files VALUES (%d, %d, %d, 'Model', '%s', '{"name":"%d.safetensors",\
        "sizeKB":12.5,"primary":true,"hashes":{"AutoV2":"0A1B2C3D4E"},\
        "downloadUrl":"https://evil.example/x","metadata":{"fp":"fp16"}}', 0, 0)"""
            .formatted(id, model, version, sha256, id));
  }

  /** The archive knows a as the older of two versions. */
  private void knowsHarbour() {
    archivedModel(
        7,
        "Harbour",
        """
        {"description":"<p>In the mist.</p>","tags":["fog","sea"],"nsfw":false,\
        "allowCommercialUse":["Image"],"stats":{"downloadCount":812}}""");
    archivedVersion(72, 7, 0, "{}");
    archivedVersion(
        71,
        7,
        1,
        """
        {"trainedWords":["harbour fog"],"downloadUrl":"https://evil.example/x",\
        "images":[{"url":"https://image.civitai.com/1.jpeg","width":8,"height":9}]}""");
    archivedFile(701, 7, 71, hashOfA);
    archivedFile(702, 7, 72, "AB".repeat(32));
  }

  @Test
  void linksWhatCivitaiDoesNotKnowAndTakesTheModelOver() throws IOException {
    knowsHarbour();
    byte[] before = Files.readAllBytes(file);

    tsr.db("link --archive", file)
        .ends(
            0,
            a + "\tv71\tHarbour\tarchive\tlinked\n" + b + "\t\t\tarchive\tnot_found\n",
            "1 linked, 1 not found\n");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Files.list(folder)).noneMatch(path -> path.toString().contains("sqlite-"));
    assertThat(CIVITAI.calls()).containsExactly("POST /model-versions/by-hash/ids " + both());
    catalogue.has(
        "SELECT civitai_model_id, civitai_version_id, link_source, link_match FROM local_files",
        "7|71|archive|sha256",
        "null|null|null|null");
    catalogue.has(
        """
        SELECT m.name, m.type, c.username, m.description, m.allow_commercial_use, m.download_count,
          m.fetched_at, m.gone_at, m.filled_from, m.filled_as_of
        FROM models m JOIN creators c ON c.id = m.creator_id""",
        "Harbour|LORA|tidewater|<p>In the mist.</p>|Image|812|null|null|archive|2025-08-08T00:00:00Z");
    catalogue.has(
        """
        SELECT civitai_id, name, base_model, version_index, published_at, download_url
        FROM model_versions ORDER BY version_index""",
        "72|v72|SDXL 1.0|0|2025-08-08T00:01:12Z|null",
        "71|v71|SDXL 1.0|1|2025-08-08T00:01:11Z|null");
    catalogue.has(
        "SELECT civitai_id, name, type, size_kb, fp, is_primary, download_url FROM version_files",
        "702|702.safetensors|Model|12.5|fp16|1|null",
        "701|701.safetensors|Model|12.5|fp16|1|null");
    catalogue.has(
        "SELECT hash_type, hash_value FROM file_hashes h JOIN version_files f ON f.id = h.file_id"
            + " WHERE f.civitai_id = 701",
        "AutoV2|0A1B2C3D4E",
        "SHA256|" + hashOfA);
    catalogue.has("SELECT word FROM trained_words", "harbour fog");
    catalogue.has("SELECT name FROM tags ORDER BY 1", "fog", "sea");
    catalogue.has("SELECT url FROM version_images", "https://image.civitai.com/1.jpeg");
    tsr.db("list source:archive --fields version_name").ends(0, "v71\n", "1 file, 97 B\n");
    assertThat(tsr.db("show a --format table").out())
        .contains("told       from the offline archive, as of 2025-08-08\n");
    assertThat(tsr.db("search fog").out()).contains("Harbour");
  }

  private String both() {
    return hashOfA + "," + hashOfB;
  }

  @Test
  void asksNobodyOffline() {
    knowsHarbour();

    tsr.db("link --offline -q --json --archive", file)
        .prints(
            """
            [{"id":1,"file_path":"%s","sha256":"%s","model_id":7,"version_id":71,"name":"v71",\
            "model_name":"Harbour","source":"archive","match":"sha256","status":"linked"},
             {"id":2,"file_path":"%s","sha256":"%s","model_id":null,"version_id":null,"name":null,\
            "model_name":null,"source":"archive","match":null,"status":"not_found"}]
            """
                .formatted(a, hashOfA, b, hashOfB));
    assertThat(CIVITAI.calls()).isEmpty();
  }

  @Test
  void leavesWhatCivitaiKnowsToCivitai() {
    knowsHarbour();
    CIVITAI.matches(match(hashOfA, 91, 9));
    CIVITAI.lists(model(9, "Quay", version(91, "v1", "2025-01-01", hashOfA)));

    tsr.db("link a --archive", file)
        .ends(0, a + "\tv1\tQuay\tcivitai\tlinked\n", "1 linked, 0 not found\n");
    catalogue.has("SELECT civitai_id, filled_from FROM models", "9|null");
  }

  @Test
  void fillsOnlyWhatCivitaiNeverTold() {
    knowsHarbour();
    CIVITAI.answers("/models/7", model(7, "Fog Harbour", version(72, "two", "2025-02-01", "CD")));
    tsr.db("cache 7").exits(0);

    tsr.db("link a --offline --archive", file)
        .ends(0, a + "\tv71\tHarbour\tarchive\tlinked\n", "1 linked, 0 not found\n");

    catalogue.has(
        "SELECT name, fetched_at IS NULL, filled_from, gone_at FROM models",
        "Fog Harbour|0|null|null");
    catalogue.has(
        "SELECT civitai_id, name, version_index, gone_at FROM model_versions ORDER BY 1",
        "71|v71|null|null",
        "72|two|0|null");
  }

  @Test
  void letsCivitaiHaveTheLastWord() {
    knowsHarbour();
    tsr.db("link a --offline --archive", file).exits(0);
    CIVITAI.answers("/models/7", model(7, "Fog Harbour", version(72, "two", "2025-02-01", "CD")));

    tsr.db("cache --linked").exits(0);

    catalogue.has("SELECT name, filled_from, filled_as_of FROM models", "Fog Harbour|null|null");
    catalogue.has("SELECT link_source FROM local_files WHERE id = 1", "archive");
  }

  @Test
  void choosesTheVersionPublishedFirst() {
    archivedModel(7, "Later", "{}");
    archivedVersion(50, 7, 0, "{}");
    archivedFile(1, 7, 50, hashOfA);
    archivedModel(8, "First", "{}");
    archivedVersion(40, 8, 0, "{}");
    archivedFile(2, 8, 40, hashOfA.toLowerCase(Locale.ROOT));

    tsr.db("link a --offline --archive", file)
        .ends(0, a + "\tv40\tFirst\tarchive\tlinked\n", "1 linked, 0 not found\n");
  }

  @Test
  void storesOnlyIdsIfAsked() {
    knowsHarbour();

    tsr.db("link a --offline --no-cache --archive", file)
        .ends(0, a + "\tv71\tHarbour\tarchive\tlinked\n", "1 linked, 0 not found\n");
    catalogue.has("SELECT count(*) FROM models", "0");
  }

  @Test
  void takesWhatIsReadableOfStrangeData() {
    archivedModel(7, "Harbour", "[1]");
    archivedVersion(71, 7, 0, "{\"trainedWords\":");
    archive.execute(
        "INSERT INTO model_files VALUES (701, 7, 71, 'Model', '%s', '%s', 0, 0)"
            .formatted(hashOfA, "{\"hashes\":7}"));
    archive.execute("INSERT INTO model_files VALUES (702, 7, 999, 'Model', NULL, '', 0, 0)");

    tsr.db("link a --offline --archive", file)
        .ends(0, a + "\tv71\tHarbour\tarchive\tlinked\n", "1 linked, 0 not found\n");
    catalogue.has("SELECT civitai_id FROM version_files", "701");
  }

  @Test
  void linksToAVersionWhoseModelItLacks() {
    archivedVersion(71, 7, 0, "{}");
    archivedFile(701, 7, 71, hashOfA);
    archivedFile(702, 7, 72, hashOfB);

    tsr.db("link --offline --archive", file)
        .ends(
            0,
            a + "\tv71\t\tarchive\tlinked\n" + b + "\t\t\tarchive\tnot_found\n",
            "1 linked, 1 not found\n");
    catalogue.has("SELECT civitai_model_id FROM local_files WHERE id = 1", "7");
  }

  @Test
  @Tag("long")
  void saysThatAnotherProgramLocksIt() throws SQLException {
    knowsHarbour();
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("UPDATE models SET name = 'Quay'");

      assertThat(tsr.db("link --offline --archive", file).exits(6).err())
          .endsWith(
              "tsr: "
                  + file
                  + ": locked by another process for longer than 30 s; try again when that process"
                  + " has ended\n");
    }
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    Path absent = folder.resolve("absent.sqlite");
    tsr.db("link --archive", absent)
        .ends(4, "", "tsr: --archive: " + absent + ": no such file; check the path\n");

    String advice =
        "; unpack civitai.zip of the archive's release again, and name its civitai.sqlite\n";
    Path zip = Files.writeString(folder.resolve("civitai.zip"), "PK\3\4".repeat(300));
    assertThat(tsr.db("link --archive", zip).exits(2).err())
        .startsWith(
            "tsr: --archive: " + zip + " is not an SQLite database that can be read" + advice);
    assertThat(tsr.db("link --archive", folder).exits(2).err())
        .startsWith("tsr: --archive: " + folder + " is not an SQLite database");
    assertThat(tsr.db("link --archive", database).exits(2).err())
        .startsWith(
            "tsr: --archive: "
                + database
                + " is not the archive of CivitAI's data: its tables differ"
                + advice);
    archive.execute("ALTER TABLE model_files RENAME TO files");
    archive.execute("CREATE VIEW model_files AS SELECT * FROM files");
    assertThat(tsr.db("link --archive", file).exits(2).err()).contains("its tables differ");
    assertThat(tsr.db("link a --to 71 --archive", file).exits(2).err())
        .startsWith("tsr: --to and --archive exclude each other\n");
  }

  @Test
  void saysThatAnArchiveIsDamaged() throws IOException {
    knowsHarbour();
    for (int i = 0; i < 200; i++) {
      archivedFile(1000 + i, 7, 72, "EF".repeat(32));
    }
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 16384, bytes.length, (byte) 0x5A);
    Files.write(file, bytes);

    assertThat(tsr.db("link --offline --archive", file).exits(2).err())
        .startsWith("tsr: --archive: " + file + " is damaged (");
    catalogue.has("SELECT count(civitai_model_id) FROM local_files", "0");
  }
}
