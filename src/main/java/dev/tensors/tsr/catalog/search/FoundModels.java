package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.catalog.Count;
import dev.tensors.tsr.catalog.TagNames;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Reads the models that a search found, some thousand at a time. It reads them in the order of
 * their rows, which takes half the time of reading them in the order of the result.
 */
final class FoundModels {

  private static final int PAGE = 20_000;

  /** The ids of tags, not their names: models share tags, and each name is read once. */
  private static final String TAGS =
      "(SELECT group_concat(tag_id ORDER BY tag_id) FROM model_tags WHERE model_id = m.id)";

  /** The last place is for {@link #TAGS}, which take a third of the time. */
  private static final String MODELS =
      """
      SELECT m.id, m.civitai_id, m.name, m.type, m.nsfw, c.username, v.base_model, v.name,
        v.civitai_id, v.download_url, %s, %s,
        %s
      FROM json_each(?) AS wanted
      CROSS JOIN models m ON m.id = wanted.value
      LEFT JOIN creators c ON c.id = m.creator_id
      LEFT JOIN model_versions v ON v.model_id = m.id AND v.version_index = 0
      """;

  private static final String LOCAL_FILES =
      """
      SELECT f.civitai_model_id, f.file_path FROM json_each(?) AS wanted
      CROSS JOIN local_files f ON f.civitai_model_id = wanted.value
      WHERE f.missing_since IS NULL ORDER BY f.file_path
      """;

  private final Sql sql;
  private final String models;
  private final Consumer<List<FoundModel>> consumer;
  private final TagNames tags;

  FoundModels(Sql sql, boolean withTags, Consumer<List<FoundModel>> consumer) {
    this.sql = sql;
    this.models =
        MODELS.formatted(
            Count.of("m.download_count"), Count.of("m.thumbs_up_count"), withTags ? TAGS : "NULL");
    this.consumer = consumer;
    this.tags = new TagNames(sql);
  }

  /** Passes the models with these ids to the consumer, in the order of the ids. */
  void each(List<ModelId> ids) throws SQLException {
    for (int from = 0; from < ids.size(); from += PAGE) {
      readPage(ids.subList(from, Math.min(ids.size(), from + PAGE)));
    }
  }

  private void readPage(List<ModelId> ids) throws SQLException {
    Map<Long, List<String>> files = files(sorted(ids, ModelId::civitaiId));
    Map<Long, FoundModel> found = new HashMap<>();
    sql.forEach(
        models, row -> found.put(row.getLong(1), model(row, files)), sorted(ids, ModelId::row));
    consumer.accept(ids.stream().map(id -> found.get(id.row())).toList());
  }

  private static String sorted(List<ModelId> ids, ToLongFunction<ModelId> id) {
    return ids.stream().mapToLong(id).sorted().boxed().toList().toString();
  }

  /** The paths of local files, by CivitAI's ids of their models. */
  private Map<Long, List<String>> files(String civitaiIds) throws SQLException {
    Map<Long, List<String>> files = new HashMap<>();
    sql.forEach(
        LOCAL_FILES,
        row -> files.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getString(2)),
        civitaiIds);
    return files;
  }

  /** Reads columns by number: the driver would look up their names again in each row. */
  private FoundModel model(ResultSet row, Map<Long, List<String>> files) throws SQLException {
    long civitaiId = row.getLong(2);
    long versionId = row.getLong(9);
    return new FoundModel(
        civitaiId,
        row.getString(3),
        row.getString(4),
        row.getBoolean(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        versionId == 0 ? null : versionId,
        row.getString(10),
        Sql.nullableLong(row, 11),
        Sql.nullableLong(row, 12),
        tags.of(row.getString(13)),
        files.getOrDefault(civitaiId, List.of()));
  }
}
