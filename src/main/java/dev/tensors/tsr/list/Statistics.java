package dev.tensors.tsr.list;

import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.list.KindCounts.KindCount;
import dev.tensors.tsr.sqlite.Conditions;
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
import org.jspecify.annotations.Nullable;

/**
 * The number and size of the catalogue's contents.
 *
 * <p>Of selected files, what is not about files is null.
 *
 * @param database the path of its file
 * @param schemaVersion the number of its newest migration
 * @param databaseBytes the size of its file and its write-ahead log
 * @param libraryBytes the size of all files that are present; hard links of one file count once
 * @param counts by the names of the statistics, in their order
 * @param byType the present files of each best known type, the largest sum of sizes first
 * @param byBaseModel the present files for each best known base model, likewise
 */
public record Statistics(
    @Nullable Path database,
    @Nullable Integer schemaVersion,
    @Nullable Long databaseBytes,
    long libraryBytes,
    Map<String, @Nullable Long> counts,
    List<KindCount> byType,
    List<KindCount> byBaseModel) {

  /**
   * SQL: the contents that a selected file and another one have; hard links do not count, nor do
   * files whose present content a scan refused.
   */
  private static final String DUPLICATES =
      """
      (SELECT 1 FROM local_files
        WHERE sha256 IN (SELECT sha256 FROM local_files GROUP BY sha256 HAVING count(*) > 1)
          AND missing_since IS NULL AND file_path NOT IN (SELECT path FROM failed_files)
        GROUP BY sha256
        HAVING count(DISTINCT coalesce(file_key, file_path)) > 1 AND max(%s))""";

  /**
   * A statistic: the number of the rows of some SQL.
   *
   * @param rows with %s in the place of the condition that a file is selected; without it, they are
   *     not about recorded files
   */
  private record Count(String name, String rows) {

    /** All rows of the table of this name. */
    static Count of(String table) {
      return new Count(table, table);
    }

    @Nullable Long in(Sql sql, SelectedFiles files) throws SQLException {
      String select = "SELECT count(*) FROM " + rows;
      if (!rows.contains("%s")) {
        return files.areAll() ? sql.number(select) : null;
      }
      Conditions selected = files.condition("id");
      return sql.number(select.formatted(selected.expression()), selected.values());
    }
  }

  private static final List<Count> COUNTS =
      List.of(
          new Count("missing", "local_files WHERE missing_since IS NOT NULL AND %s"),
          new Count("failed", "failed_files"),
          new Count("duplicates", DUPLICATES),
          Count.of("models"),
          Count.of("model_versions"),
          Count.of("version_files"),
          Count.of("trained_words"),
          Count.of("version_images"),
          new Count("prompts", "image_generation_params WHERE key = 'prompt'"),
          Count.of("creators"),
          Count.of("tags"),
          new Count("images", "own_images WHERE missing_since IS NULL AND kind <> 'workflow'"));

  /**
   * Counts the contents within one transaction.
   *
   * @param files those that count
   * @throws DatabaseUnusable if the database cannot be read
   */
  public static Statistics of(Database database, SelectedFiles files) {
    return database.snapshot(
        sql -> {
          Conditions present =
              new Conditions().and("missing_since IS NULL").and(files.condition("f.id"));
          KindCounts kinds = KindCounts.of(sql, present);
          Map<String, @Nullable Long> counts = new LinkedHashMap<>();
          counts.put("local_files", kinds.all().files());
          counts.put("linked", kinds.linked());
          for (Count count : COUNTS) {
            counts.put(count.name(), count.in(sql, files));
          }
          boolean all = files.areAll();
          return new Statistics(
              all ? database.file() : null,
              all ? (Integer) (int) sql.number("PRAGMA user_version") : null,
              all ? (Long) (size(database.file()) + size(Path.of(database.file() + "-wal"))) : null,
              kinds.all().bytes(),
              counts,
              kinds.types(),
              kinds.baseModels());
        });
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
