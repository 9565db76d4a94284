package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireFile;
import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.civitai.wire.WireModel.WireCreator;
import dev.tensors.tsr.civitai.wire.WireVersion;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.sqlite.ColumnValues;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.Upsert;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stores one model, or updates it where it is cached, within a transaction. Trained words and tags
 * that the answer does not list are deleted. Rows that cannot be fetched again stay: versions,
 * files, and images with generation parameters. So do values that CivitAI leaves out of its answer
 * for an archived model or one that was taken down.
 */
final class ModelWriter {

  private final Sql sql;
  private final Upsert upsert;
  private final String now;

  ModelWriter(Sql sql, String now) {
    this.sql = sql;
    this.upsert = new Upsert(sql);
    this.now = now;
  }

  void write(WireModel model) throws SQLException {
    SearchTexts.updateAfter(sql, () -> writeRows(model));
  }

  private void writeRows(WireModel model) throws SQLException {
    ColumnValues columns =
        model
            .row()
            .copy()
            .with("creator_id", creator(model.creator()))
            .with("fetched_at", now)
            .with("updated_at", now)
            .with("gone_at", null)
            .with("filled_from", null)
            .with("filled_as_of", null);
    boolean complete = model.get(WireModel.MODE) == null;
    long id = upsert.by("civitai_id", "models", columns);
    tags(id, model.tags());
    sql.update("UPDATE model_versions SET version_index = NULL WHERE model_id = ?", id);
    int index = 0;
    for (WireVersion version : model.versions()) {
      version(id, index++, version, complete);
    }
    sql.update(
        """
        UPDATE model_versions SET gone_at = ?
        WHERE model_id = ? AND version_index IS NULL AND gone_at IS NULL
        """,
        now,
        id);
  }

  private @Nullable Long creator(@Nullable WireCreator creator) throws SQLException {
    return creator == null ? null : upsert.by("username", "creators", row(creator));
  }

  static ColumnValues row(WireCreator creator) {
    return new ColumnValues()
        .with("username", creator.username())
        .with("image_url", creator.image());
  }

  private void tags(long model, List<String> tags) throws SQLException {
    List<Long> before =
        sql.list("SELECT tag_id FROM model_tags WHERE model_id = ?", row -> row.getLong(1), model);
    sql.update("DELETE FROM model_tags WHERE model_id = ?", model);
    insertTags(sql, model, tags);
    for (long tag : before) {
      sql.update(
          "DELETE FROM tags WHERE id = ?1"
              + " AND NOT EXISTS (SELECT 1 FROM model_tags WHERE tag_id = ?1)",
          tag);
    }
  }

  static void insertTags(Sql sql, long model, List<String> tags) throws SQLException {
    for (String tag : tags) {
      sql.update("INSERT INTO tags (name) VALUES (?) ON CONFLICT DO NOTHING", tag);
      sql.update(
          "INSERT INTO model_tags (model_id, tag_id) SELECT ?, id FROM tags WHERE name = ?"
              + " ON CONFLICT DO NOTHING",
          model,
          tag);
    }
  }

  private void version(long model, int index, WireVersion version, boolean complete)
      throws SQLException {
    ColumnValues known = complete ? version.row().copy() : version.row().withoutNulls();
    ColumnValues columns =
        known.with("model_id", model).with("version_index", index).with("gone_at", null);
    long id = upsert.by("civitai_id", "model_versions", columns);
    words(id, version.trainedWords());
    files(id, version.files());
    new ImageWriter(sql, upsert).write(id, version.images());
  }

  private void words(long version, List<String> words) throws SQLException {
    sql.update("DELETE FROM trained_words WHERE version_id = ?", version);
    insertWords(sql, version, words);
  }

  static void insertWords(Sql sql, long version, List<String> words) throws SQLException {
    int position = 0;
    for (String word : words) {
      sql.update(
          "INSERT INTO trained_words (version_id, word, position) VALUES (?, ?, ?)",
          version,
          word,
          position++);
    }
  }

  /** Keeps files that are no longer listed: users' files are found by their hashes. */
  private void files(long version, List<WireFile> files) throws SQLException {
    for (WireFile file : files) {
      if (file.get(WireFile.ID) == null) {
        continue;
      }
      sql.update(
          """
          DELETE FROM file_hashes WHERE file_id IN (
            SELECT id FROM version_files WHERE civitai_id = ? AND fetched_at IS NULL)
          """,
          file.get(WireFile.ID)); // a sidecar's
      long id =
          upsert.by(
              "civitai_id",
              "version_files",
              file.row().copy().with("version_id", version).with("fetched_at", now));
      hashes(id, file.hashes());
    }
  }

  /** Keeps the stored hashes if the answer has none, as for a while after an upload. */
  private void hashes(long file, Map<String, String> hashes) throws SQLException {
    if (hashes.isEmpty()) {
      return;
    }
    sql.update("DELETE FROM file_hashes WHERE file_id = ?", file);
    for (Map.Entry<String, String> hash : hashes.entrySet()) {
      sql.update(
          "INSERT INTO file_hashes (file_id, hash_type, hash_value) VALUES (?, ?, ?)",
          file,
          hash.getKey(),
          hash.getValue());
    }
  }
}
