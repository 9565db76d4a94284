package dev.tensors.tsr.search;

import dev.tensors.tsr.answers.CivitaiCounts;
import dev.tensors.tsr.library.notes.TagNames;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.TextReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the models that a search found, very many at a time. It reads them in the order of their
 * rows, which takes half the time of reading them in the order of the result.
 */
final class FoundModels {

  /**
   * A cached model that a search found, with its latest version.
   *
   * <p>A search that was not asked for complete models leaves {@code nsfw} false, and {@code
   * latestVersionId}, {@code downloadUrl}, {@code thumbsUpCount} and {@code tags} unknown or empty.
   *
   * @param civitaiId CivitAI's id
   * @param nsfw not safe for work
   * @param latestVersionId CivitAI's id
   * @param downloadCount null: not known
   * @param thumbsUpCount null: not known
   * @param localFiles the paths of its files that are not missing
   */
  public record FoundModel(
      long civitaiId,
      String name,
      String type,
      boolean nsfw,
      @Nullable String creator,
      @Nullable String baseModel,
      @Nullable String latestVersion,
      @Nullable Long latestVersionId,
      @Nullable String downloadUrl,
      @Nullable Long downloadCount,
      @Nullable Long thumbsUpCount,
      List<String> tags,
      List<String> localFiles) {

    FoundModel with(@Nullable String creator, List<String> localFiles) {
      return new FoundModel(
          civitaiId,
          name,
          type,
          nsfw,
          creator,
          baseModel,
          latestVersion,
          latestVersionId,
          downloadUrl,
          downloadCount,
          thumbsUpCount,
          tags,
          localFiles);
    }
  }

  private static final int PAGE = 100_000;

  private static final int BATCH = 1_000;

  private static final String SHOWN =
      """
      SELECT m.id, m.civitai_id, m.name, m.type, m.creator_id, v.base_model, v.name, %s
      """
          .formatted(CivitaiCounts.of("m.download_count"));

  /** The ids of tags, not their names: models share tags, and each name is read once. */
  private static final String COMPLETE =
      SHOWN
          + """
          , m.nsfw, v.civitai_id, v.download_url, %s,
          (SELECT group_concat(tag_id ORDER BY tag_id) FROM model_tags WHERE model_id = m.id)
          """
              .formatted(CivitaiCounts.of("m.thumbs_up_count"));

  private static final String MODELS =
      """
      FROM json_each(?) AS wanted
      CROSS JOIN models m ON m.id = wanted.value
      LEFT JOIN model_versions v ON v.model_id = m.id AND v.version_index = 0
      """;

  private static final String CREATORS =
      """
      SELECT c.id, c.username FROM json_each(?) AS wanted
      CROSS JOIN creators c ON c.id = wanted.value
      """;

  private static final String LOCAL_FILES =
      """
      SELECT f.civitai_model_id, f.file_path FROM json_each(?) AS wanted
      CROSS JOIN local_files f ON f.civitai_model_id = wanted.value
      WHERE f.missing_since IS NULL ORDER BY f.file_path
      """;

  private final Sql sql;
  private final boolean complete;
  private final Consumer<List<FoundModel>> consumer;
  private final TagNames tags;
  private final TextReader texts;

  /** Types and base models: each name is kept once, however many models have it. */
  private final Map<String, String> names = new HashMap<>();

  FoundModels(Sql sql, boolean complete, Consumer<List<FoundModel>> consumer) throws SQLException {
    this.sql = sql;
    this.complete = complete;
    this.consumer = consumer;
    this.tags = new TagNames(sql);
    this.texts = new TextReader(sql);
  }

  /** Passes the models with these row ids to the consumer, in the order of the ids. */
  void each(long[] ids) throws SQLException {
    for (int from = 0; from < ids.length; from += PAGE) {
      readPage(Arrays.copyOfRange(ids, from, Math.min(ids.length, from + PAGE)));
    }
  }

  private void readPage(long[] ids) throws SQLException {
    long[] sorted = ids.clone();
    Arrays.sort(sorted);
    List<FoundModel> found = new ArrayList<>(ids.length);
    long[] creatorIds = new long[ids.length];
    sql.forEach(
        (complete ? COMPLETE : SHOWN) + MODELS,
        row -> {
          int next = found.size();
          // Someone's SQL can give a model two latest versions, and so a second row.
          if (next < sorted.length && row.getLong(1) == sorted[next]) {
            creatorIds[next] = row.getLong(5); // 0: none
            found.add(model(row));
          }
        },
        json(LongStream.of(sorted)));
    Map<Long, String> creators = creators(creatorIds);
    Map<Long, List<String>> files = files(found);
    List<FoundModel> batch = new ArrayList<>(BATCH);
    for (long id : ids) {
      int at = Arrays.binarySearch(sorted, id);
      FoundModel model = found.get(at);
      batch.add(
          model.with(
              creators.get(creatorIds[at]), files.getOrDefault(model.civitaiId(), List.of())));
      if (batch.size() == BATCH) {
        consumer.accept(batch);
        batch = new ArrayList<>(BATCH);
      }
    }
    consumer.accept(batch);
  }

  /** The names of creators by their row ids. Creators have many models, so each is read once. */
  private Map<Long, String> creators(long[] ids) throws SQLException {
    Map<Long, String> creators = new HashMap<>();
    sql.forEach(
        CREATORS,
        row -> creators.put(row.getLong(1), texts.text(row, 2)),
        json(LongStream.of(ids).sorted().distinct()));
    return creators;
  }

  /** The paths of local files, by CivitAI's ids of their models. */
  private Map<Long, List<String>> files(List<FoundModel> models) throws SQLException {
    Map<Long, List<String>> files = new HashMap<>();
    LongStream ids = models.stream().mapToLong(FoundModel::civitaiId).sorted();
    sql.forEach(
        LOCAL_FILES,
        row ->
            files.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(texts.text(row, 2)),
        json(ids));
    return files;
  }

  private static String json(LongStream ids) {
    StringBuilder json = new StringBuilder("[");
    ids.forEachOrdered(id -> json.append(json.length() == 1 ? "" : ",").append(id));
    return json.append(']').toString();
  }

  /** Reads columns by number: the driver would look up their names again in each row. */
  private FoundModel model(ResultSet row) throws SQLException {
    String base = texts.nullableText(row, 6);
    long versionId = complete ? row.getLong(10) : 0;
    return new FoundModel(
        row.getLong(2),
        texts.text(row, 3),
        known(texts.text(row, 4)),
        complete && row.getBoolean(9),
        null,
        base == null ? null : known(base),
        texts.nullableText(row, 7),
        versionId == 0 ? null : versionId,
        complete ? texts.nullableText(row, 11) : null,
        Sql.nullableLong(row, 8),
        complete ? Sql.nullableLong(row, 12) : null,
        complete ? tags.of(texts.nullableText(row, 13)) : List.of(),
        List.of());
  }

  private String known(String name) {
    return names.computeIfAbsent(name, same -> same);
  }
}
