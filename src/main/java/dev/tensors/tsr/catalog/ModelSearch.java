package dev.tensors.tsr.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Searches the cached models by all that is known of them by name. */
public final class ModelSearch {

  private final Database database;
  private final ModelKinds kinds;

  public ModelSearch(Database database) {
    this.database = database;
    this.kinds = new ModelKinds(database);
  }

  /**
   * Hands over the models that have each word of the query in their name, tags, creator, trigger
   * words, or names of versions or files: the best matches first, and among equals what was
   * downloaded most.
   *
   * @param query any text, in any case; blank: all models
   * @return how many there were
   */
  public int each(String query, ModelFilter filter, Consumer<? super FoundModel> consumer) {
    return database.snapshot(
        sql -> {
          sql.script(TextMatch.TERMS);
          Where conditions = conditions(filter);
          TextMatch names = names(filter);
          Set<Long> found = new HashSet<>();
          for (TextMatch step : SearchSteps.of(sql, SearchSteps.words(query))) {
            if (found.size() == filter.limit()) {
              break;
            }
            for (long id : ids(sql, step.and(names), conditions, filter)) {
              if (found.size() < filter.limit() && found.add(id)) {
                consumer.accept(model(sql, id));
              }
            }
          }
          return found.size();
        });
  }

  /** Few models are put in order; of many, all are gone through in the order that the index has. */
  private static List<Long> ids(Sql sql, TextMatch match, Where conditions, ModelFilter filter)
      throws SQLException {
    boolean isFew = match.isNarrow(sql) || Boolean.TRUE.equals(filter.local());
    Where where = match.where(sql).and(conditions);
    return sql.list(
        "SELECT m.id FROM models m "
            + (isFew ? "" : "INDEXED BY models_download_count ")
            + where.sql()
            + " ORDER BY m.download_count DESC, m.civitai_id LIMIT ?",
        row -> row.getLong(1),
        where.values(filter.limit()));
  }

  private static TextMatch names(ModelFilter filter) {
    TextMatch names = new TextMatch();
    if (filter.creator() != null) {
      names.andValue("creator", filter.creator());
    }
    filter.tags().forEach(tag -> names.andValue("tags", tag));
    return names;
  }

  private Where conditions(ModelFilter filter) {
    Where where = new Where();
    if (filter.type() != null) {
      where.andIn("m.type", kinds.typesCalled(filter.type()));
    }
    if (filter.baseModel() != null) {
      where.and(anyVersion(kinds.baseModelsCalled(filter.baseModel())));
    }
    if (filter.sfw()) {
      where.and("m.nsfw = 0");
    }
    if (filter.local() != null) {
      where.and(
          "m.civitai_id "
              + (filter.local() ? "" : "NOT ")
              + """
              IN (SELECT civitai_model_id FROM local_files
                WHERE missing_since IS NULL AND civitai_model_id IS NOT NULL)
              """);
    }
    return where;
  }

  /** The plus keeps SQLite from reading, for each model, all versions for that base model. */
  private static Where anyVersion(List<String> baseModels) {
    Where versions = new Where().and("v.model_id = m.id").andIn("+v.base_model", baseModels);
    return new Where()
        .and("EXISTS (SELECT 1 FROM model_versions v " + versions.sql() + ")", versions.values());
  }

  private static FoundModel model(Sql sql, long id) throws SQLException {
    return sql.first(
            """
            SELECT m.civitai_id, m.name, m.type, m.nsfw, c.username AS creator, v.base_model,
              v.name AS version, v.civitai_id AS version_id, v.download_url,
              m.download_count, m.thumbs_up_count
            FROM models m
            LEFT JOIN creators c ON c.id = m.creator_id
            LEFT JOIN model_versions v ON v.model_id = m.id AND v.version_index = 0
            WHERE m.id = ?
            """,
            row -> model(row, tags(sql, id), localFiles(sql, row.getLong("civitai_id"))),
            id)
        .orElseThrow();
  }

  private static FoundModel model(ResultSet row, List<String> tags, List<String> localFiles)
      throws SQLException {
    return new FoundModel(
        row.getLong("civitai_id"),
        row.getString("name"),
        row.getString("type"),
        row.getBoolean("nsfw"),
        row.getString("creator"),
        row.getString("base_model"),
        row.getString("version"),
        Sql.nullableLong(row, "version_id"),
        row.getString("download_url"),
        row.getLong("download_count"),
        row.getLong("thumbs_up_count"),
        tags,
        localFiles);
  }

  private static List<String> tags(Sql sql, long model) throws SQLException {
    return sql.list(
        """
        SELECT t.name FROM model_tags mt JOIN tags t ON t.id = mt.tag_id
        WHERE mt.model_id = ? ORDER BY t.id
        """,
        row -> row.getString(1),
        model);
  }

  private static List<String> localFiles(Sql sql, long civitaiId) throws SQLException {
    return sql.list(
        """
        SELECT file_path FROM local_files
        WHERE civitai_model_id = ? AND missing_since IS NULL ORDER BY file_path
        """,
        row -> row.getString(1),
        civitaiId);
  }
}
