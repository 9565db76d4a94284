package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.stream.Stream;

/** The types and base models of the cached models, and those that files' headers tell. */
public final class ModelKinds {

  private final Database database;

  public ModelKinds(Database database) {
    this.database = database;
  }

  /** In alphabetical order. */
  public List<String> types() {
    return union(distinct("models", "type"), distinct("local_files", "type"));
  }

  /** In alphabetical order. */
  public List<String> baseModels() {
    return union(distinct("model_versions", "base_model"), distinct("local_files", "base_model"));
  }

  private static List<String> union(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().sorted().toList();
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
