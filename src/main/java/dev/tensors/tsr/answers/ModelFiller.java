package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.Upsert;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the cache what another program kept of CivitAI's answers, within a transaction. It adds
 * rows and fills nulls; it changes and deletes nothing, and does not mark a model as fetched. An
 * address to download from is never taken: the sidecar may have come with the model of a stranger.
 */
public final class ModelFiller {

  /** What was added. */
  public enum Added {
    MODEL,
    VERSIONS,
    WORDS,
    MODEL_TAGS,
    FILES,
    IMAGES,
    DETAILS
  }

  private final Sql sql;
  private final Upsert upsert;
  private final Set<Added> added = EnumSet.noneOf(Added.class);

  private ModelFiller(Sql sql) {
    this.sql = sql;
    this.upsert = new Upsert(sql);
  }

  /**
   * Adds what is not known of a model. A model that is not cached is added only with a name and a
   * type.
   *
   * @param whole whether these are all versions of the model, in their order
   */
  public static Set<Added> fill(Sql sql, WireModel model, boolean whole) throws SQLException {
    ModelFiller filler = new ModelFiller(sql);
    filler.model(model, whole);
    return filler.added;
  }

  private Optional<Long> row(String table, @Nullable Long civitaiId) throws SQLException {
    return sql.first(
        "SELECT id FROM " + table + " WHERE civitai_id = ?", row -> row.getLong(1), civitaiId);
  }

  private void model(WireModel model, boolean whole) throws SQLException {
    Optional<Long> known = row("models", model.id());
    if (known.isEmpty() && (model.name() == null || model.get(WireModel.TYPE) == null)) {
      return;
    }
    ColumnValues columns = model.row().copy().with("creator_id", creator(model.creator()));
    long id;
    if (known.isEmpty()) {
      id = upsert.insert("models", columns);
      added.add(Added.MODEL);
    } else {
      id = known.get();
      details(id, "models", columns);
    }
    boolean fetched = isFetched(id);
    if (!fetched) {
      tags(id, model.tags());
    }
    boolean ordered =
        whole
            && !fetched
            && sql.number("SELECT count(version_index) FROM model_versions WHERE model_id = ?", id)
                == 0;
    int index = 0;
    for (WireVersion version : model.versions()) {
      version(id, version, ordered ? index++ : null, fetched);
    }
  }

  private boolean isFetched(long model) throws SQLException {
    return sql.number("SELECT fetched_at IS NOT NULL FROM models WHERE id = ?", model) == 1;
  }

  private void details(long id, String table, ColumnValues columns) throws SQLException {
    if (upsert.fill(id, table, columns)) {
      added.add(Added.DETAILS);
    }
  }

  private @Nullable Long creator(@Nullable WireCreator creator) throws SQLException {
    if (creator == null || creator.username().isBlank()) {
      return null;
    }
    Optional<Long> known =
        sql.first(
            "SELECT id FROM creators WHERE username = ?",
            row -> row.getLong(1),
            creator.username());
    return known.isPresent()
        ? known.get()
        : (Long) upsert.insert("creators", ModelWriter.row(creator));
  }

  private void tags(long model, List<String> tags) throws SQLException {
    if (tags.isEmpty() || upsert.has("model_tags", "model_id", model)) {
      return;
    }
    ModelWriter.insertTags(sql, model, tags);
    added.add(Added.MODEL_TAGS);
  }

  private void version(long model, WireVersion version, @Nullable Integer index, boolean fetched)
      throws SQLException {
    ColumnValues columns = version.row().without(WireVersion.DOWNLOAD_URL.column());
    Optional<Long> known = row("model_versions", version.id());
    if (index != null) {
      columns.with("version_index", index);
    }
    long id;
    if (known.isEmpty()) {
      id = upsert.insert("model_versions", columns.with("model_id", model));
      added.add(Added.VERSIONS);
    } else {
      id = known.get();
      details(id, "model_versions", columns);
    }
    // What CivitAI's own answer does not list has been withdrawn: words, or images taken down.
    boolean lists = known.isEmpty() || !fetched;
    if (lists) {
      words(id, version.trainedWords());
    }
    for (WireFile file : version.files()) {
      if (file.get(WireFile.ID) != null) {
        file(id, file);
      }
    }
    if (new ImageWriter(sql, upsert).addMissing(id, version.images(), lists) > 0) {
      added.add(Added.IMAGES);
    }
  }

  private void words(long version, List<String> words) throws SQLException {
    if (words.isEmpty() || upsert.has("trained_words", "version_id", version)) {
      return;
    }
    ModelWriter.insertWords(sql, version, words);
    added.add(Added.WORDS);
  }

  private void file(long version, WireFile file) throws SQLException {
    ColumnValues columns = file.row().without(WireFile.DOWNLOAD_URL.column());
    Optional<Long> known = row("version_files", file.get(WireFile.ID));
    if (known.isPresent()
        && sql.number("SELECT fetched_at IS NOT NULL FROM version_files WHERE id = ?", known.get())
            == 1) {
      return; // its name, size and hashes are CivitAI's
    }
    long id;
    if (known.isEmpty()) {
      id = upsert.insert("version_files", columns.with("version_id", version));
      added.add(Added.FILES);
    } else {
      id = known.get();
      details(id, "version_files", columns);
    }
    for (Map.Entry<String, String> hash : file.hashes().entrySet()) {
      sql.update(
          """
          INSERT INTO file_hashes (file_id, hash_type, hash_value)
          SELECT ?1, ?2, ?3
          WHERE NOT EXISTS (SELECT 1 FROM file_hashes WHERE file_id = ?1 AND hash_type = ?2)
          """,
          id,
          hash.getKey(),
          hash.getValue());
    }
  }
}
