package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the catalogue holds.
 *
 * @param database where it lies
 * @param schemaVersion the number of its newest migration
 * @param databaseBytes what it takes on the disk, with its write-ahead log
 * @param libraryBytes what the files that are there take, hard links counted once
 * @param counts by the names of the statistics, in their order
 */
public record Statistics(
    Path database,
    int schemaVersion,
    long databaseBytes,
    long libraryBytes,
    Map<String, Long> counts) {

  private static final List<String> TABLES =
      List.of(
          "models",
          "model_versions",
          "version_files",
          "trained_words",
          "version_images",
          "prompts",
          "creators",
          "tags");

  /**
   * Counts, all at one moment.
   *
   * @throws DatabaseUnusable if the database cannot be read
   */
  public static Statistics of(Database database) {
    return database.snapshot(
        sql ->
            new Statistics(
                database.file(),
                (int) sql.number("PRAGMA user_version"),
                size(database.file()) + size(Path.of(database.file() + "-wal")),
                libraryBytes(sql),
                counts(sql)));
  }

  private static Map<String, Long> counts(Sql sql) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("local_files", sql.number("SELECT count(*) FROM local_files"));
    counts.put(
        "linked",
        sql.number("SELECT count(*) FROM local_files WHERE civitai_version_id IS NOT NULL"));
    counts.put(
        "missing", sql.number("SELECT count(*) FROM local_files WHERE missing_since IS NOT NULL"));
    counts.put("duplicates", duplicates(sql));
    for (String table : TABLES) {
      counts.put(table, table.equals("prompts") ? prompts(sql) : count(sql, table));
    }
    return counts;
  }

  private static long count(Sql sql, String table) throws SQLException {
    return sql.number("SELECT count(*) FROM " + table);
  }

  private static long prompts(Sql sql) throws SQLException {
    return sql.number("SELECT count(*) FROM image_generation_params WHERE key = 'prompt'");
  }

  /** Groups of files with the same content, not counting hard links. */
  private static long duplicates(Sql sql) throws SQLException {
    return sql.number(
        """
        SELECT count(*) FROM (
          SELECT 1 FROM local_files WHERE missing_since IS NULL
          GROUP BY sha256 HAVING count(DISTINCT coalesce(file_key, file_path)) > 1
        )
        """);
  }

  private static long libraryBytes(Sql sql) throws SQLException {
    return sql.number(
        """
        SELECT coalesce(sum(size_bytes), 0) FROM (
          SELECT size_bytes FROM local_files WHERE missing_since IS NULL
          GROUP BY coalesce(file_key, file_path)
        )
        """);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
