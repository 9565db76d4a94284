package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.stream.Stream;

/**
 * The types and base models of the cached models, and those of files whose header says more than
 * CivitAI.
 */
public final class ModelKinds {

  private final Database database;

  public ModelKinds(Database database) {
    this.database = database;
  }

  /** In alphabetical order. */
  public List<String> types() {
    return withOfFiles(distinct("models", "type"), "type");
  }

  /** In alphabetical order. */
  public List<String> baseModels() {
    return withOfFiles(distinct("model_versions", "base_model"), "base_model");
  }

  /** The kinds of models, and those that are the best known kind of some file. */
  private List<String> withOfFiles(List<String> ofModels, String column) {
    Stream<String> ofFiles =
        distinct("local_files", column).stream()
            .filter(kind -> !ofModels.contains(kind) && isOfFile(column, kind));
    return Stream.concat(ofModels.stream(), ofFiles).sorted().toList();
  }

  private boolean isOfFile(String column, String kind) {
    return database.query(
            sql ->
                sql.number(
                    """
                    SELECT EXISTS (
                      SELECT 1 FROM local_files f JOIN v_known_identity k ON k.local_file_id = f.id
                      WHERE f.%1$s = ?1 AND k.%1$s = ?1
                    )
                    """
                        .formatted(column),
                    kind))
        > 0;
  }

  /** The types that a user can mean by these words. */
  public List<String> typesCalled(List<String> words) {
    return ShortNames.types(words, types());
  }

  /** The base models that a user can mean by these words. */
  public List<String> baseModelsCalled(List<String> words) {
    return ShortNames.baseModels(words, baseModels());
  }

  /** Jumps from value to value in the column's index: many rows share few values. */
  private List<String> distinct(String table, String column) {
    return database.query(
        sql ->
            sql.list(
                """
                WITH RECURSIVE found (kind) AS (
                  SELECT min(%2$s) FROM %1$s
                  UNION ALL
                  SELECT (SELECT min(%2$s) FROM %1$s WHERE %2$s > found.kind) FROM found
                  WHERE found.kind IS NOT NULL
                )
                SELECT kind FROM found WHERE kind IS NOT NULL
                """
                    .formatted(table, column),
                row -> row.getString(1)));
  }
}
