package dev.tensors.tsr.search;

import dev.tensors.tsr.answers.CivitaiCounts;
import dev.tensors.tsr.library.notes.TagNames;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.TextReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the models that a search found. */
final class FoundModels {

  /**
   * A cached model that a search found, with its latest version, or a repository at Hugging Face,
   * with its commit.
   *
   * @param civitaiId CivitAI's id; null: it is a repository
   * @param type null: it is a repository
   * @param nsfw not safe for work; null: it is a repository
   * @param latestVersionId CivitAI's id
   * @param downloadCount null: not known
   * @param thumbsUpCount null: not known
   * @param localFiles the paths of its files that are not missing
   * @param asked what terms ask for and only tables show
   */
  public record FoundModel(
      @Nullable Long civitaiId,
      String name,
      @Nullable String type,
      @Nullable Boolean nsfw,
      @Nullable String creator,
      @Nullable String baseModel,
      @Nullable String latestVersion,
      @Nullable Long latestVersionId,
      @Nullable String downloadUrl,
      @Nullable Long downloadCount,
      @Nullable Long thumbsUpCount,
      List<String> tags,
      List<String> localFiles,
      List<@Nullable String> asked) {}

  private static final int BATCH = 1_000;

  /** The ids of tags, not their names: models share tags, and each name is read once. */
  private static final String TAGS =
      "(SELECT group_concat(tag_id ORDER BY tag_id) FROM model_tags WHERE model_id = m.id)";

  private static final String MODELS =
      """
      SELECT m.civitai_id, m.name, m.type, m.nsfw, c.username, v.base_model, v.name, v.civitai_id, v.download_url, %s, %s,
        %%s,
        (SELECT group_concat(f.file_path, char(0) ORDER BY f.file_path) FROM local_files f
          WHERE f.civitai_model_id = m.civitai_id AND f.missing_since IS NULL)
        %%s
      FROM json_each(?) AS wanted
      CROSS JOIN models m ON m.id = wanted.value
      LEFT JOIN creators c ON c.id = m.creator_id
      LEFT JOIN model_versions v ON v.model_id = m.id AND v.version_index = 0
      """
          .formatted(CivitaiCounts.of("m.download_count"), CivitaiCounts.of("m.thumbs_up_count"));

  /** The number of the first column that is asked for. */
  private static final int ASKED = 14;

  private final Sql sql;
  private final String query;
  private final int asked;
  private final TagNames tags;
  private final TextReader texts;

  /**
   * @param withTags whether the tags are needed; reading those of very many models takes long
   * @param asked what else is needed
   */
  FoundModels(Sql sql, boolean withTags, List<AskedField> asked) throws SQLException {
    StringBuilder columns = new StringBuilder();
    asked.forEach(field -> columns.append(", ").append(field.sql()));
    this.sql = sql;
    this.query = MODELS.formatted(withTags ? TAGS : "NULL", columns);
    this.asked = asked.size();
    this.tags = new TagNames(sql);
    this.texts = new TextReader(sql);
  }

  /** Passes the models with these row ids to the consumer, in the order of the ids. */
  void each(List<Long> ids, Consumer<List<FoundModel>> consumer) throws SQLException {
    for (int from = 0; from < ids.size(); from += BATCH) {
      List<FoundModel> found = new ArrayList<>(BATCH);
      sql.forEach(
          query,
          row -> {
            // Someone's SQL can give a model two latest versions, and so a second row.
            if (found.isEmpty() || !Objects.equals(found.getLast().civitaiId(), row.getLong(1))) {
              found.add(model(row));
            }
          },
          Sql.array(ids.subList(from, Math.min(ids.size(), from + BATCH))));
      consumer.accept(found);
    }
  }

  /** Reads columns by number: the driver would look up their names again in each row. */
  private FoundModel model(ResultSet row) throws SQLException {
    String paths = texts.nullableText(row, 13);
    List<@Nullable String> known = new ArrayList<>(asked);
    for (int column = ASKED; column < ASKED + asked; column++) {
      known.add(texts.nullableText(row, column));
    }
    return new FoundModel(
        row.getLong(1),
        texts.text(row, 2),
        texts.text(row, 3),
        row.getBoolean(4),
        texts.nullableText(row, 5),
        texts.nullableText(row, 6),
        texts.nullableText(row, 7),
        Sql.nullableLong(row, 8),
        texts.nullableText(row, 9),
        Sql.nullableLong(row, 10),
        Sql.nullableLong(row, 11),
        tags.of(texts.nullableText(row, 12)),
        paths == null ? List.of() : List.of(paths.split("\0")),
        known);
  }
}
