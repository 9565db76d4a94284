package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.PackedWords;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a listed file from a row, and its trigger words and tags from their tables. */
final class ListedFileReader {

  /** Whether the file is one of the user's favourites, here or in another manager. */
  static final String FAVOURITE =
      "(coalesce(note.favourite, 0) OR "
          + ImportedNotes.value("f.sha256", ImportedNotes.FAVOURITE)
          + " IS NOT NULL)";

  /** The columns of a listed file, for the tables that FileListing joins. */
  static final String COLUMNS =
      """
      SELECT f.id, f.file_path, f.sha256, f.size_bytes, f.header_size, f.tensor_count,
        f.civitai_model_id, f.civitai_version_id, m.name AS model_name, k.type AS model_type,
        v.name AS version_name, k.base_model, c.username AS creator, v.id AS version_row,
        latest.civitai_id AS latest_version_id, latest.name AS latest_version_name,
        f.missing_since, f.created_at, f.updated_at, m.id AS model_row, m.nsfw,
        f.link_source, f.link_match, k.identified_by, f.precision, f.parameters, f.lora_rank,
        k.base_candidates, note.rating,
      """
          + "coalesce(note.text, "
          + ImportedNotes.value("f.sha256", ImportedNotes.TEXT)
          + ") AS note, "
          + FAVOURITE
          + " AS favourite, "
          + UserTags.of("f.sha256")
          + " AS user_tags\n";

  private ListedFileReader() {}

  static ListedFile read(Sql sql, ResultSet row) throws SQLException {
    return new ListedFile(
        row.getLong("id"),
        row.getString("file_path"),
        row.getString("sha256"),
        Sql.nullableLong(row, "size_bytes"),
        Sql.nullableLong(row, "header_size"),
        Sql.nullableLong(row, "tensor_count"),
        Sql.nullableLong(row, "civitai_model_id"),
        Sql.nullableLong(row, "civitai_version_id"),
        row.getString("model_name"),
        row.getString("model_type"),
        row.getString("version_name"),
        row.getString("base_model"),
        row.getString("creator"),
        triggers(sql, Sql.nullableLong(row, "version_row")),
        Sql.nullableLong(row, "latest_version_id"),
        row.getString("latest_version_name"),
        row.getString("missing_since"),
        row.getString("created_at"),
        row.getString("updated_at"),
        tags(sql, row),
        row.getBoolean("nsfw"),
        row.getString("link_source"),
        row.getString("link_match"),
        row.getString("identified_by"),
        row.getString("precision"),
        Sql.nullableLong(row, "parameters"),
        Sql.nullableLong(row, "lora_rank"),
        IdentityColumns.candidates(row.getString("base_candidates")),
        row.getString("note"),
        Sql.nullableLong(row, "rating"),
        row.getBoolean("favourite"));
  }

  /** The trigger words of a version, by its row id. */
  static List<String> triggers(Sql sql, @Nullable Long version) throws SQLException {
    return version == null ? List.of() : PackedWords.split(words(sql, version));
  }

  /** The trigger words of a version as CivitAI has them, by its row id. */
  static List<String> words(Sql sql, long version) throws SQLException {
    return sql.list(
        "SELECT word FROM trained_words WHERE version_id = ? ORDER BY position, id",
        row -> row.getString(1),
        version);
  }

  private static List<String> tags(Sql sql, ResultSet row) throws SQLException {
    List<String> tags = new ArrayList<>(Notes.lines(row.getString("user_tags")));
    Long model = Sql.nullableLong(row, "model_row");
    if (model != null) {
      tags.addAll(modelTags(sql, model));
    }
    return UserTags.distinct(tags);
  }

  static List<String> modelTags(Sql sql, long model) throws SQLException {
    return sql.list(
        """
        SELECT t.name FROM model_tags mt JOIN tags t ON t.id = mt.tag_id
        WHERE mt.model_id = ? ORDER BY t.id
        """,
        row -> row.getString(1),
        model);
  }
}
