package dev.tensors.tsr.catalog;

import java.io.File;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The files in the catalogue, as a scan finds and changes them. */
public final class LocalFiles {

  /** A file's name in SQL: its path without all that stands before the last separator. */
  static final String NAME =
      """
      substr(file_path, length(rtrim(file_path, replace(file_path, '%1$s', ''))) + 1)"""
          .formatted(File.separator);

  private static final Pattern SHA256_START = Pattern.compile("[0-9A-Fa-f]{8,64}");

  private static final String BY_PATH = " ORDER BY file_path";

  private static final String NAMED = "WHERE " + NAME + " = ?" + BY_PATH;

  static final String COLUMNS =
      """
      SELECT id, file_path, sha256, header_size, tensor_count, size_bytes, mtime_ns, file_key,
        missing_since IS NOT NULL AS missing, damaged_at IS NOT NULL AS damaged, civitai_model_id,
        civitai_version_id
      FROM local_files
      """;

  private static final String INSERT =
      """
      INSERT INTO local_files
        (file_path, sha256, header_size, tensor_count, size_bytes, mtime_ns, file_key)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT (file_path) DO NOTHING
      RETURNING id
      """;

  private static final String UPDATE =
      """
      UPDATE local_files SET
        civitai_model_id = CASE WHEN sha256 = ?2 THEN civitai_model_id END,
        civitai_version_id = CASE WHEN sha256 = ?2 THEN civitai_version_id END,
        sha256 = ?2,
        header_size = ?3,
        tensor_count = ?4,
        size_bytes = ?5,
        mtime_ns = ?6,
        file_key = ?7,
        damaged_at = NULL,
        missing_since = NULL,
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE file_path = ?1
      RETURNING id
      """;

  private static final String INSERT_METADATA =
      "INSERT INTO safetensor_metadata (local_file_id, key, value) VALUES (?1, ?, ?)";

  /** How many rows of metadata one statement inserts. */
  private static final int MOST_ROWS = 16;

  private final Database database;

  public LocalFiles(Database database) {
    this.database = database;
  }

  static LocalFile file(ResultSet row) throws SQLException {
    Long size = Sql.nullableLong(row, "size_bytes");
    Stamp stamp =
        size == null
            ? Stamp.UNKNOWN
            : new Stamp(size, row.getLong("mtime_ns"), row.getString("file_key"));
    return new LocalFile(
        row.getLong("id"),
        row.getString("file_path"),
        row.getString("sha256"),
        stamp,
        Sql.nullableLong(row, "header_size"),
        Sql.nullableLong(row, "tensor_count"),
        row.getBoolean("missing"),
        Sql.nullableLong(row, "civitai_model_id"),
        Sql.nullableLong(row, "civitai_version_id"));
  }

  /** The file recorded under a real path. */
  public Optional<LocalFile> byPath(String path) {
    return database.query(
        sql -> sql.first(COLUMNS + "WHERE file_path = ?", LocalFiles::file, path));
  }

  /** The names of files that are there, each once, those that begin so in any case. */
  public List<String> names(String start) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT DISTINCT name FROM (
                  SELECT %s AS name FROM local_files WHERE missing_since IS NULL
                )
                WHERE substr(name, 1, length(?1)) = ?1 COLLATE NOCASE ORDER BY name
                """
                    .formatted(NAME),
                row -> row.getString(1),
                start));
  }

  /** The files recorded under a path and those after it, in the order of their paths. */
  public List<LocalFile> from(String path, int limit) {
    return database.query(
        sql ->
            sql.list(
                COLUMNS + "WHERE file_path >= ?" + BY_PATH + " LIMIT ?",
                LocalFiles::file,
                path,
                limit));
  }

  /**
   * The recorded files that a user may mean: by name, else by a part of it in any case, else by the
   * first 8 or more digits of their SHA-256.
   */
  public MatchingFiles called(String word) {
    return database.query(
        sql -> {
          MatchingFiles files = new MatchingFiles();
          sql.each(COLUMNS + NAMED, LocalFiles::file, files::add, word);
          if (files.count() == 0) {
            // Not LIKE: it knows the case of ASCII letters only, and has characters of its own.
            String part = word.toLowerCase(Locale.ROOT);
            sql.each(
                COLUMNS + BY_PATH,
                row -> isNamed(row.getString("file_path"), part) ? file(row) : null,
                file -> addIfAny(file, files));
          }
          if (files.count() == 0 && SHA256_START.matcher(word).matches()) {
            String start = word.toUpperCase(Locale.ROOT);
            String end = start + "G"; // the digit after F
            sql.each(
                COLUMNS + "WHERE sha256 >= ? AND sha256 < ?" + BY_PATH,
                LocalFiles::file,
                files::add,
                start,
                end);
          }
          return files;
        });
  }

  private static boolean isNamed(String path, String part) {
    String name = path.substring(path.lastIndexOf(File.separatorChar) + 1);
    return name.toLowerCase(Locale.ROOT).contains(part);
  }

  private static void addIfAny(LocalFile file, MatchingFiles files) {
    if (file != null) {
      files.add(file);
    }
  }

  /**
   * The recorded files that were this very file when they were read: hard links, or its old name.
   */
  public List<LocalFile> byStamp(Stamp stamp) {
    return database.query(
        sql ->
            sql.list(
                COLUMNS + "WHERE file_key = ? AND size_bytes = ? AND mtime_ns = ? ORDER BY id",
                LocalFiles::file,
                stamp.fileKey(),
                stamp.sizeBytes(),
                stamp.mtimeNs()));
  }

  /**
   * The next files below a folder, in the order of their paths.
   *
   * @param after the path of the last one before; null to begin
   */
  public List<LocalFile> below(String folder, String after, int limit) {
    String prefix = folder.endsWith(File.separator) ? folder : folder + File.separator;
    // The separator's successor ends the range: an index does what LIKE could not.
    String end = prefix.substring(0, prefix.length() - 1) + (char) (File.separatorChar + 1);
    return database.query(
        sql ->
            sql.list(
                COLUMNS + "WHERE file_path > ? AND file_path < ?" + BY_PATH + " LIMIT ?",
                LocalFiles::file,
                after == null ? prefix : after,
                end,
                limit));
  }

  /** Does several of the changes below in one transaction. */
  public void together(Runnable changes) {
    database.write(
        sql -> {
          changes.run();
          return null;
        });
  }

  /**
   * Records what was read of a file, over what was recorded of that path before. The link stays
   * only where the SHA-256 does.
   *
   * @return the row's id
   */
  public long record(String path, Stamp stamp, Fingerprint read) {
    return database.write(
        sql -> {
          Object[] values = {
            path,
            read.sha256(),
            read.headerSize(),
            read.tensorCount(),
            stamp.sizeBytes(),
            stamp.mtimeNs(),
            stamp.fileKey()
          };
          Optional<Long> added = sql.first(INSERT, row -> row.getLong(1), values);
          long id = added.isPresent() ? added.get() : sql.number(UPDATE, values);
          if (added.isEmpty()) {
            sql.update("DELETE FROM safetensor_metadata WHERE local_file_id = ?", id);
          }
          insert(sql, id, List.copyOf(read.metadata().entrySet()));
          return id;
        });
  }

  /** Many rows at once: nearly all that a scan writes is metadata. */
  private static void insert(Sql sql, long id, List<Map.Entry<String, String>> metadata)
      throws SQLException {
    for (int from = 0; from < metadata.size(); from += MOST_ROWS) {
      List<Map.Entry<String, String>> some =
          metadata.subList(from, Math.min(metadata.size(), from + MOST_ROWS));
      List<Object> values = new ArrayList<>();
      values.add(id);
      for (Map.Entry<String, String> entry : some) {
        values.add(entry.getKey());
        values.add(entry.getValue());
      }
      sql.update(INSERT_METADATA + ", (?1, ?, ?)".repeat(some.size() - 1), values.toArray());
    }
  }

  /** What was read of a recorded file, to be recorded of another name of it. */
  public Fingerprint fingerprint(LocalFile file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    database.query(
        sql -> {
          sql.each(
              "SELECT key, value FROM safetensor_metadata WHERE local_file_id = ? ORDER BY id",
              row -> metadata.put(row.getString(1), row.getString(2)),
              previous -> {},
              file.id());
          return null;
        });
    return new Fingerprint(file.sha256(), file.headerSize(), file.tensorCount(), metadata);
  }

  /** Gives a file its new path; id and link stay. */
  public void move(long id, String path) {
    update("file_path = ?, missing_since = NULL", path, id);
  }

  /** Marks a file missing as of now. */
  public void markMissing(long id) {
    update("missing_since = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')", id);
  }

  /** Says that a missing file is there again, as it was. */
  public void markFound(long id) {
    update("missing_since = NULL", id);
  }

  private void update(String assignments, Object... values) {
    database.write(
        sql ->
            sql.update(
                "UPDATE local_files SET "
                    + assignments
                    + ", updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?",
                values));
  }
}
