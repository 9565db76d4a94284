package dev.tensors.tsr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tensors.tsr.library.FailedFiles.FailedFile;
import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.library.LocalFileWriter.LostByChange;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The rows of local files: their ids, metadata, links, and times. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "asserts paths as Unix has them")
class LocalFilesTest {

  private static final FileStamp STAMP = new FileStamp(1_000, 5, "key");
  private static final String LINKS =
      "SELECT id, civitai_version_id, link_source FROM local_files ORDER BY id";

  private Database database;
  private LocalFiles files;
  private LocalFileWriter writer;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = CatalogueDatabase.open(folder.resolve("models.db"));
    files = new LocalFiles(database);
    writer = new LocalFileWriter(database);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static FileRead content(String sha256, long headerSize) {
    return content(sha256, headerSize, "DA");
  }

  private static FileRead content(String sha256, long headerSize, String data) {
    return read(sha256, headerSize, Map.of(), new Fingerprint("HE", data));
  }

  private static FileRead read(
      String sha256, Long headerSize, Map<String, String> metadata, Fingerprint fingerprint) {
    return new FileRead(
        sha256,
        HashSource.READ,
        headerSize,
        2L,
        metadata,
        HeaderIdentity.none(1),
        null,
        fingerprint);
  }

  private LocalFile add(String path, String sha256) {
    writer.add(path, STAMP, content(sha256, 100), null);
    return files.byPath(path).orElseThrow();
  }

  private LocalFile addLinked(String path, String sha256) {
    LocalFile file = add(path, sha256);
    database.change(
        sql ->
            sql.update(
                """
                UPDATE local_files
                SET civitai_model_id = 7, civitai_version_id = 71, link_source = 'manual'
                WHERE id = ?
                """,
                file.id()));
    return files.byPath(path).orElseThrow();
  }

  @Test
  void aRecordedPathIsNotAddedAgain() {
    LocalFile first = add("/m/a", "AB");

    assertThat(writer.add("/m/a", STAMP, content("CD", 100), null)).isEmpty();
    assertThat(files.byPath("/m/a")).contains(first);
  }

  @Test
  void aNewReadKeepsTheRowAndReplacesTheMetadata() {
    LocalFile before = add("/m/a", "AB");
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int i = 0; i < 33; i++) {
      metadata.put("key " + i, i == 20 ? null : "value " + i);
    }
    FileRead many = read("CD", 100L, metadata, new Fingerprint("AB", "CD"));

    writer.replace(before, "/m/a", STAMP, many, null, false);
    LocalFile after = files.byPath("/m/a").orElseThrow();
    assertThat(after.id()).isEqualTo(before.id());
    assertThat(files.read(after)).isEqualTo(many);

    writer.replace(after, "/m/b", STAMP, content("EF", 100), null, false);
    assertThat(Rows.of(database, "SELECT id, file_path, sha256 FROM local_files"))
        .containsExactly(before.id() + "|/m/b|EF");
    assertThat(Rows.of(database, "SELECT count(*) FROM safetensor_metadata")).containsExactly("0");
  }

  @Test
  void aLinkByHandStaysWhereOnlyTheHeaderIsNew() {
    LocalFile before = addLinked("/m/a", "AB");
    FileStamp longer = new FileStamp(1_050, 6, "key");

    assertThat(writer.replace(before, "/m/a", longer, content("CD", 150), null, false))
        .isEqualTo(LostByChange.NOTHING);
    assertThat(Rows.of(database, LINKS)).containsExactly("1|71|manual");

    LocalFile again = files.byPath("/m/a").orElseThrow();
    assertThat(writer.replace(again, "/m/a", longer, content("EF", 100), null, false).version())
        .isEqualTo(71);
    assertThat(Rows.of(database, LINKS)).containsExactly("1|null|null");
  }

  @Test
  void aLinkByHandIsDroppedWhereTheDataIsNewThoughOfTheSameLength() {
    LocalFile before = addLinked("/m/a", "AB");

    assertThat(
            writer.replace(before, "/m/a", STAMP, content("CD", 100, "NEW"), null, false).version())
        .isEqualTo(71);
  }

  /** An older tsr took none. */
  @Test
  void aLinkByHandIsDroppedWhereTheFingerprintIsUnknown() {
    LocalFile before = addLinked("/m/a", "AB");
    database.change(sql -> sql.update("UPDATE local_files SET data_fingerprint = NULL"));

    assertThat(writer.replace(before, "/m/a", STAMP, content("CD", 100), null, false).version())
        .isEqualTo(71);
  }

  @Test
  void aLinkByHandIsDroppedWhereTheHeaderIsUnknown() {
    LocalFile before = addLinked("/m/a", "AB");
    FileRead unknown = read("CD", null, Map.of(), new Fingerprint("HE", "DA"));

    assertThat(writer.replace(before, "/m/a", STAMP, unknown, null, false).version()).isEqualTo(71);
  }

  @Test
  void aLinkIsCopiedOnlyFromAFileThatStillHasTheContent() {
    long linked = addLinked("/m/a", "AB").id();
    writer.add("/m/b", STAMP, content("AB", 100), linked);
    writer.add("/m/c", STAMP, content("CD", 100), linked);
    writer.add("/m/d", STAMP, content("AB", 100), 99L);

    assertThat(Rows.of(database, LINKS))
        .containsExactly("1|71|manual", "2|71|manual", "3|null|null", "4|null|null");
  }

  @Test
  void changesInOneTransactionAreAllRolledBack() {
    assertThatThrownBy(
            () ->
                writer.inTransaction(
                    () -> {
                      add("/m/a", "AB");
                      throw new IllegalArgumentException("stop");
                    }))
        .hasMessage("stop");
    assertThat(files.lastId()).isZero();
  }

  @Test
  void deletingMissingFilesDeletesTheirMetadataAndKeepsTheOthers() {
    writer.add("/m/a", STAMP, read("AB", 100L, Map.of("k", "v"), null), null);
    writer.add("/m/b", STAMP, read("CD", 100L, Map.of("k", "v"), null), null);
    add("/m/c", "EF");
    writer.markMissing(1, "/m/a");
    database.change(
        sql ->
            sql.update(
                "UPDATE local_files SET missing_since = '2024-01-01T00:00:00Z' WHERE id = 2"));
    MissingFiles missing = new MissingFiles(database);

    assertThat(missing.forget("2024-01-01T00:00:00Z", file -> true)).isEmpty();
    assertThat(missing.forget("2024-01-01T00:00:01Z", file -> true))
        .extracting(MissingFiles.MissingFile::id)
        .containsExactly(2L);
    assertThat(missing.since(null)).extracting(MissingFiles.MissingFile::id).containsExactly(1L);
    assertThat(Rows.of(database, "SELECT local_file_id FROM safetensor_metadata"))
        .containsExactly("1");
  }

  @Test
  void aFoundFileIsNoLongerMissing() {
    long id = add("/m/a", "AB").id();
    assertThat(writer.markMissing(id, "/m/other")).isFalse(); // another program moved it
    assertThat(writer.markMissing(id, "/m/a")).isTrue();
    assertThat(files.byPath("/m/a").map(LocalFile::missing)).contains(true);
    assertThat(files.countAt("/m")).isZero();

    assertThat(writer.markFound(id, "new key")).isTrue();
    assertThat(files.byPath("/m/a").map(LocalFile::missing)).contains(false);
    assertThat(files.byStamp(new FileStamp(1_000, 5, "new key"), 0, 9)).hasSize(1);
    assertThat(files.byStamp(STAMP, 0, 9)).isEmpty();
    assertThat(files.byStamp(new FileStamp(1_000, 5, null), 0, 9)).isEmpty();
    assertThat(writer.markFound(99, "key")).isFalse();

    writer.markMissing(id, "/m/a");
    LocalFile missing = files.byPath("/m/a").orElseThrow();
    assertThat(writer.move(missing, "/m/b")).isTrue();
    assertThat(files.byPath("/m/b").map(LocalFile::missing)).contains(false);
    assertThat(writer.move(missing, "/m/c")).isFalse(); // another program moved it
    LocalFile other = add("/m/c", "CD");
    assertThat(writer.move(other, "/m/b")).isFalse();
  }

  @Test
  void aFolderHasItsFilesOnly() {
    for (String path : List.of("/m", "/m%", "/m-/a", "/m/%", "/m/a/b", "/m/_", "/m0", "/M/a")) {
      add(path, "AB");
    }

    assertThat(files.below("/m").after(null, 10))
        .extracting(LocalFile::path)
        .containsExactly("/m/%", "/m/_", "/m/a/b");
    assertThat(files.below("/m/").after(files.byPath("/m/%").orElseThrow(), 1))
        .extracting(LocalFile::path)
        .containsExactly("/m/_");
    assertThat(files.below("/").after(null, 99)).hasSize(8);
    assertThat(files.countAt("/m")).isEqualTo(4);
  }

  @Test
  void aVerifiedFileIsRecordedOnlyForTheContentThatWasRead() {
    VerificationLog log = new VerificationLog(database);
    LocalFile read = add("/m/a", "AB");
    writer.replace(read, "/m/a", STAMP, content("CD", 100), null, false);
    String times = "SELECT verified_at, damaged_at FROM local_files";

    log.recordWhole(read, "2024-01-01T00:00:00Z");
    log.recordDamage(read, "2024-01-01T00:00:00Z");
    assertThat(Rows.of(database, times)).containsExactly("null|null");

    LocalFile now = files.byPath("/m/a").orElseThrow();
    log.recordDamage(now, "2024-01-02T00:00:00Z");
    log.recordDamage(now, "2024-01-03T00:00:00Z");
    assertThat(Rows.of(database, times)).containsExactly("null|2024-01-02T00:00:00Z");
    log.recordWhole(now, "2024-01-04T00:00:00Z");
    assertThat(Rows.of(database, times)).containsExactly("2024-01-04T00:00:00Z|null");
    assertThat(log.due("2024-01-04T00:00:00Z", new Conditions())).isEmpty();
    assertThat(log.dueAmong(List.of(now), "2024-01-04T00:00:01Z")).containsExactly(now);
  }

  @Test
  void aRefusedFileKeepsItsTimeWhileTheReasonStays() {
    FailedFiles failed = new FailedFiles(database);
    failed.remember("/m/a", STAMP, "too short");
    database.change(
        sql -> sql.update("UPDATE failed_files SET failed_at = '2024-01-01T00:00:00Z'"));

    failed.remember("/m/a", new FileStamp(2_000, 6, null), "too short");
    assertThat(failed.byPath("/m/a"))
        .contains(new FailedFile("/m/a", 2_000, 6, "too short", "2024-01-01T00:00:00Z"));

    failed.remember("/m/a", STAMP, "no header");
    Optional<FailedFile> changed = failed.byPath("/m/a");
    assertThat(changed.map(FailedFile::reason)).contains("no header");
    assertThat(changed.map(FailedFile::failedAt)).isNotEqualTo(Optional.of("2024-01-01T00:00:00Z"));
  }
}
