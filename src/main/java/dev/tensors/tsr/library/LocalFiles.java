package dev.tensors.tsr.library;

import dev.tensors.tsr.library.FileRead.Fingerprint;
import dev.tensors.tsr.library.FileRead.HashSource;
import dev.tensors.tsr.library.folders.PathRange;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.HeaderIdentity;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Looks up recorded files. */
public final class LocalFiles {

  /**
   * One of several recorded files with the same content.
   *
   * @param id its row
   * @param path its real path
   * @param sha256 of the whole file, upper case hex
   * @param linked whether it is linked to a version at CivitAI
   * @param byHand whether its link was made by hand
   */
  public record RecordedCopy(long id, String path, String sha256, boolean linked, boolean byHand) {}

  /** A file's name in SQL: the part of its path after the last separator. */
  public static final String NAME =
      """
      substr(file_path, length(rtrim(file_path, replace(file_path, '%1$s', ''))) + 1)"""
          .formatted(PathNames.HERE.separator());

  static final String BY_PATH = " ORDER BY file_path";

  public static final String COLUMNS =
      """
      SELECT id, file_path, sha256, header_size, tensor_count, size_bytes, mtime_ns, file_key,
        identified_version, data_fingerprint IS NOT NULL AS fingerprinted,
        missing_since IS NOT NULL AS missing, damaged_at IS NOT NULL AS damaged, civitai_model_id,
        civitai_version_id, weights_sha256, hash_source <> 'read' AS claimed
      FROM local_files
      """;

  /** One content can have very many copies. */
  private static final int MOST_COPIES = 100;

  private final Database database;

  public LocalFiles(Database database) {
    this.database = database;
  }

  public static LocalFile file(ResultSet row) throws SQLException {
    Long size = Sql.nullableLong(row, "size_bytes");
    FileStamp stamp =
        size == null
            ? FileStamp.UNKNOWN
            : new FileStamp(size, row.getLong("mtime_ns"), row.getString("file_key"));
    return new LocalFile(
        row.getLong("id"),
        row.getString("file_path"),
        row.getString("sha256"),
        stamp,
        Sql.nullableLong(row, "header_size"),
        Sql.nullableLong(row, "tensor_count"),
        row.getInt("identified_version"),
        row.getBoolean("fingerprinted"),
        row.getBoolean("missing"),
        Sql.nullableLong(row, "civitai_model_id"),
        Sql.nullableLong(row, "civitai_version_id"),
        row.getString("weights_sha256"),
        row.getBoolean("claimed"));
  }

  /** The file with this real path. */
  public Optional<LocalFile> byPath(String path) {
    return database.query(
        sql -> sql.first(COLUMNS + "WHERE file_path = ?", LocalFiles::file, path));
  }

  /** The best known base model of a file: CivitAI's, else the one that its header shows. */
  public Optional<String> baseModel(LocalFile file) {
    return database.query(
        sql ->
            sql.first(
                "SELECT base_model FROM v_known_identity"
                    + " WHERE local_file_id = ? AND base_model IS NOT NULL",
                row -> row.getString(1),
                file.id()));
  }

  /** The best known type of a file: CivitAI's, else the one that its header shows. */
  public Optional<String> type(LocalFile file) {
    return database.query(
        sql ->
            sql.first(
                "SELECT type FROM v_known_identity WHERE local_file_id = ? AND type IS NOT NULL",
                row -> row.getString(1),
                file.id()));
  }

  /**
   * The file with this path and the next ones, in the order of their paths. A path that another
   * program stored as a blob, which comes after all texts, is left out: no text leads past it.
   */
  public List<LocalFile> from(String path, int limit) {
    return database.query(
        sql ->
            sql.list(
                COLUMNS + "WHERE file_path >= ? AND file_path < x''" + BY_PATH + " LIMIT ?",
                LocalFiles::file,
                path,
                limit));
  }

  /**
   * The next files that had this stamp when they were read: hard links, or the file's old path.
   *
   * @param after the id of the previous file
   */
  public List<LocalFile> byStamp(FileStamp stamp, long after, int limit) {
    return database.query(
        sql ->
            sql.list(
                COLUMNS
                    + "WHERE file_key = ? AND size_bytes = ? AND mtime_ns = ? AND id > ?"
                    + " ORDER BY id LIMIT ?",
                LocalFiles::file,
                stamp.fileKey(),
                stamp.sizeBytes(),
                stamp.mtimeNs(),
                after,
                limit));
  }

  /** The files below a folder, in the order of their paths. */
  public Pages.Source<LocalFile> below(String folder) {
    return PathRange.rowsBelow(
        folder, database, COLUMNS, "file_path", LocalFiles::file, LocalFile::path);
  }

  /** The files below a folder that are not missing, in the order of their paths. */
  public List<LocalFile> presentBelow(String folder) {
    PathRange below = PathRange.of(folder);
    return database.query(
        sql ->
            sql.list(
                COLUMNS
                    + "WHERE file_path > ? AND file_path < ? AND missing_since IS NULL"
                    + BY_PATH,
                LocalFiles::file,
                below.start(),
                below.end()));
  }

  /**
   * The file whose content is at a real path: its own, or in Hugging Face's cache that of its blob.
   */
  public Optional<LocalFile> byRealPath(Path real) {
    Path blobs = real.getParent();
    Path repository = blobs == null ? null : blobs.getParent();
    boolean isBlob =
        blobs != null && blobs.endsWith("blobs") && RecordedPath.isInHubCache(real.toString());
    Optional<LocalFile> there = byPath(real.toString());
    return there.isPresent() || !isBlob || repository == null
        ? there
        : presentBelow(repository.toString()).stream()
            .filter(
                file ->
                    RecordedPath.of(file.path())
                        .map(RecordedPath::content)
                        .filter(real::equals)
                        .isPresent())
            .findFirst();
  }

  /** The first files outside a folder that have a content, and are neither missing nor damaged. */
  public List<LocalFile> copiesOutside(String folder, String sha256) {
    PathRange below = PathRange.of(folder);
    return database.query(
        sql ->
            sql.list(
                COLUMNS
                    + """
                    WHERE sha256 = ? AND missing_since IS NULL AND damaged_at IS NULL
                      AND NOT (file_path > ? AND file_path < ?)
                    ORDER BY id LIMIT ?
                    """,
                LocalFiles::file,
                sha256,
                below.start(),
                below.end(),
                MOST_COPIES));
  }

  /** Passes on the ids of the files below a folder, in the order of their paths. */
  public void idsBelow(String folder, LongConsumer consumer) {
    PathRange below = PathRange.of(folder);
    database.query(
        sql ->
            sql.each(
                "SELECT id FROM local_files WHERE file_path > ? AND file_path < ?" + BY_PATH,
                row -> row.getLong(1),
                consumer::accept,
                below.start(),
                below.end()));
  }

  /** The files with these ids, in the order of their paths. */
  public List<LocalFile> withIds(List<Long> ids) {
    return database.query(
        sql ->
            sql.list(
                COLUMNS + "WHERE id IN (SELECT value FROM json_each(?))" + BY_PATH,
                LocalFiles::file,
                Sql.array(ids)));
  }

  /** The number of files with this path or below it, without missing files. */
  public long countAt(String path) {
    PathRange below = PathRange.of(path);
    return database.query(
        sql ->
            sql.number(
                """
                SELECT count(*) FROM local_files
                WHERE (file_path = ? OR file_path > ? AND file_path < ?) AND missing_since IS NULL
                """,
                path,
                below.start(),
                below.end()));
  }

  /** The file with this id, if it still has this path and content. */
  public Optional<LocalFile> ifUnchanged(long id, String path, String sha256) {
    return database.query(
        sql ->
            sql.first(
                COLUMNS + "WHERE id = ? AND file_path = ? AND sha256 = ?",
                LocalFiles::file,
                id,
                path,
                sha256));
  }

  /** The highest id that a file has; 0 if none is recorded. */
  public long lastId() {
    return database.query(sql -> sql.number("SELECT coalesce(max(id), 0) FROM local_files"));
  }

  /**
   * The next files with this content, in the order of their ids.
   *
   * @param after the id of the previous file; 0 to begin
   * @param last the highest id
   */
  public List<RecordedCopy> copies(String sha256, long after, long last, int limit) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT id, file_path, civitai_version_id IS NOT NULL AS linked, link_source
                FROM local_files
                WHERE sha256 = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?
                """,
                row ->
                    new RecordedCopy(
                        row.getLong("id"),
                        row.getString("file_path"),
                        sha256,
                        row.getBoolean("linked"),
                        LinkSource.MANUAL.word().equals(row.getString("link_source"))),
                sha256,
                after,
                last,
                limit));
  }

  /** What was read from a recorded file, to be recorded for another path of the same file. */
  public FileRead read(LocalFile file) {
    return database.query(
        sql ->
            sql.first(
                    "SELECT hash_source, header_fingerprint, data_fingerprint, "
                        + IdentityColumns.NAMES
                        + " FROM local_files WHERE id = ?",
                    row ->
                        read(
                            file,
                            HashSource.of(row.getString(1)),
                            row.getString(3) == null
                                ? null
                                : new Fingerprint(row.getString(2), row.getString(3)),
                            IdentityColumns.read(row),
                            HeaderMetadata.of(sql, file.id())),
                    file.id())
                .orElseGet(
                    () -> read(file, HashSource.READ, null, HeaderIdentity.none(0), Map.of())));
  }

  private static FileRead read(
      LocalFile file,
      HashSource source,
      @Nullable Fingerprint fingerprint,
      HeaderIdentity identity,
      Map<String, @Nullable String> metadata) {
    return new FileRead(
        file.sha256(),
        source,
        file.headerSize(),
        file.tensorCount(),
        metadata,
        identity,
        file.weightsSha256(),
        fingerprint);
  }

  /** The fingerprint of a recorded file; empty if none was taken yet. */
  public Optional<Fingerprint> fingerprint(LocalFile file) {
    return database.query(sql -> fingerprint(sql, file.id()));
  }

  public static Optional<Fingerprint> fingerprint(Sql sql, long id) throws SQLException {
    return sql.first(
        """
        SELECT header_fingerprint, data_fingerprint FROM local_files
        WHERE id = ? AND data_fingerprint IS NOT NULL
        """,
        row -> new Fingerprint(row.getString(1), row.getString(2)),
        id);
  }
}
