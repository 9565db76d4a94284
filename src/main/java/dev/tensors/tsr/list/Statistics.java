package dev.tensors.tsr.list;

import dev.tensors.tsr.list.KindCounts.KindCount;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The number and size of the catalogue's contents.
 *
 * @param database the path of its file
 * @param schemaVersion the number of its newest migration
 * @param databaseBytes the size of its file and its write-ahead log
 * @param libraryBytes the size of all files that are present, as {@link PresentFiles} counts them
 * @param counts by the names of the statistics, in their order
 * @param byType the present files of each best known type, the largest sum of sizes first
 * @param byBaseModel the present files for each best known base model, likewise
 */
public record Statistics(
    Path database,
    int schemaVersion,
    long databaseBytes,
    long libraryBytes,
    Map<String, Long> counts,
    List<KindCount> byType,
    List<KindCount> byBaseModel) {

  /** Counts the recorded files that are not marked missing. */
  static final class PresentFiles {

    private static final String ARE_PRESENT = "missing_since IS NULL";

    private final Sql sql;

    PresentFiles(Sql sql) {
      this.sql = sql;
    }

    long count() throws SQLException {
      return sql.number("SELECT count(*) FROM local_files WHERE " + ARE_PRESENT);
    }

    long linked() throws SQLException {
      return sql.number(
          "SELECT count(*) FROM local_files WHERE civitai_version_id IS NOT NULL AND "
              + ARE_PRESENT);
    }

    /** The sizes of the files; hard links of one file count once. */
    long bytes() throws SQLException {
      return sql.number(
          """
          SELECT CAST(total(size_bytes) AS INTEGER) FROM (
            SELECT size_bytes FROM local_files WHERE %s GROUP BY coalesce(file_key, file_path)
          )
          """
              .formatted(ARE_PRESENT));
    }

    /** The files by their best known type and base model. */
    KindCounts kinds() throws SQLException {
      return KindCounts.of(sql, ARE_PRESENT);
    }

    /**
     * The number of contents that several files have; hard links do not count, nor do files whose
     * present content a scan refused.
     */
    long duplicates() throws SQLException {
      return sql.number(
          """
          SELECT count(*) FROM (
            SELECT 1 FROM local_files
            WHERE %s AND file_path NOT IN (SELECT path FROM failed_files)
            GROUP BY sha256 HAVING count(DISTINCT coalesce(file_key, file_path)) > 1
          )
          """
              .formatted(ARE_PRESENT));
    }
  }

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
   * Counts the contents within one transaction.
   *
   * @throws DatabaseUnusable if the database cannot be read
   */
  public static Statistics of(Database database) {
    return database.snapshot(
        sql -> {
          PresentFiles present = new PresentFiles(sql);
          KindCounts kinds = present.kinds();
          return new Statistics(
              database.file(),
              (int) sql.number("PRAGMA user_version"),
              size(database.file()) + size(Path.of(database.file() + "-wal")),
              present.bytes(),
              counts(sql, present),
              kinds.types(),
              kinds.baseModels());
        });
  }

  private static Map<String, Long> counts(Sql sql, PresentFiles present) throws SQLException {
    Map<String, Long> counts = new LinkedHashMap<>();
    long files = present.count();
    counts.put("local_files", files);
    counts.put("linked", present.linked());
    counts.put("missing", count(sql, "local_files") - files);
    counts.put("failed", count(sql, "failed_files"));
    counts.put("duplicates", present.duplicates());
    for (String table : TABLES) {
      counts.put(table, table.equals("prompts") ? prompts(sql) : count(sql, table));
    }
    counts.put("images", count(sql, "own_images WHERE missing_since IS NULL"));
    return counts;
  }

  private static long count(Sql sql, String table) throws SQLException {
    return sql.number("SELECT count(*) FROM " + table);
  }

  private static long prompts(Sql sql) throws SQLException {
    return sql.number("SELECT count(*) FROM image_generation_params WHERE key = 'prompt'");
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
