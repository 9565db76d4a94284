package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.library.notes.Notes.NoteChange;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;

/** Changes the note of a content. */
final class NoteWriter {

  /** Parameters come in pairs: whether to change the value, and the new value. */
  private static final String CHANGE =
      """
      UPDATE notes SET
        text = iif(?2, ?3, text),
        rating = iif(?4, ?5, rating),
        favourite = coalesce(?6, favourite),
        weight = iif(?7, ?8, weight),
        triggers = iif(?9, ?10, triggers),
        updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
      WHERE sha256 = ?1
      """;

  private static final String DELETE_IF_EMPTY =
      """
      DELETE FROM notes
      WHERE sha256 = ?1 AND text IS NULL AND rating IS NULL AND NOT favourite AND weight IS NULL
        AND triggers IS NULL
      """;

  private NoteWriter() {}

  /** Returns whether an imported value was removed, which the note itself does not show. */
  static boolean change(Sql sql, String sha256, NoteChange change) throws SQLException {
    boolean told =
        Boolean.FALSE.equals(change.favourite())
            && ImportedNotes.remove(sql, sha256, ImportedNotes.FAVOURITE);
    if (change.clear()) {
      sql.update("DELETE FROM notes WHERE sha256 = ?", sha256);
      sql.update("DELETE FROM note_tags WHERE sha256 = ?", sha256);
    }
    changeValues(sql, sha256, change);
    for (String tag : change.removedTags()) {
      for (String spelling : spellings(sql, sha256, tag)) {
        sql.update("DELETE FROM note_tags WHERE sha256 = ? AND tag = ?", sha256, spelling);
      }
      told |= ImportedNotes.removeTag(sql, sha256, tag);
    }
    addTags(sql, sha256, change.tags());
    return told;
  }

  /** Adds the tags that a content does not have in any spelling. */
  static void addTags(Sql sql, String sha256, List<String> tags) throws SQLException {
    for (String tag : tags) {
      if (spellings(sql, sha256, tag).isEmpty()) {
        sql.update("INSERT INTO note_tags (sha256, tag) VALUES (?, ?)", sha256, tag);
      }
    }
  }

  /** The tags of a content that are the same as a tag. */
  private static List<String> spellings(Sql sql, String sha256, String tag) throws SQLException {
    return tags(sql, sha256).stream().filter(other -> UserTags.areSame(other, tag)).toList();
  }

  static List<String> tags(Sql sql, String sha256) throws SQLException {
    return sql.list("SELECT tag FROM note_tags WHERE sha256 = ?", row -> row.getString(1), sha256);
  }

  private static void changeValues(Sql sql, String sha256, NoteChange change) throws SQLException {
    String text = change.text();
    Integer rating = change.rating();
    Double weight = change.weight();
    List<String> triggers = change.triggers();
    if (text == null
        && rating == null
        && change.favourite() == null
        && weight == null
        && triggers == null) {
      return;
    }
    // Not an upsert: its conflict policy would replace that of the triggers' statements.
    sql.update("INSERT OR IGNORE INTO notes (sha256) VALUES (?)", sha256);
    sql.update(
        CHANGE,
        sha256,
        text != null,
        text == null || text.isEmpty() ? null : text,
        rating != null,
        rating == null || rating == 0 ? null : rating,
        change.favourite(),
        weight != null,
        weight == null || weight.isNaN() ? null : weight,
        triggers != null,
        triggers == null || triggers.isEmpty() ? null : String.join("\n", triggers));
    sql.update(DELETE_IF_EMPTY, sha256);
  }
}
