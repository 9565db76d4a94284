package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The notes on contents that the user made in other managers. They apply where the user has noted
 * nothing in tsr; of several managers, the one with the lowest rank applies.
 */
public final class ImportedNotes {

  /**
   * A value that the user gave a content in another manager.
   *
   * @param source the manager, such as a1111
   * @param key such as text, triggers or weight
   */
  public record ImportedNote(String source, String key, String value) {}

  public static final String TEXT = "text";

  /** Trigger words, one a line. */
  public static final String TRIGGERS = "triggers";

  /** A number as Java writes it. */
  public static final String WEIGHT = "weight";

  /** The value is always 1. */
  public static final String FAVOURITE = "favourite";

  /** A name for the file. */
  public static final String TITLE = "title";

  /** Tags, one a line. */
  public static final String TAGS = "tags";

  /** Words for the negative prompt. */
  public static final String NEGATIVE_WORDS = "negative_words";

  /** The page of its repository at Hugging Face. */
  public static final String HUB_PAGE = "hf_url";

  private static final String FIRST =
      "(SELECT value FROM imported_notes WHERE sha256 = %s AND key = '%s' ORDER BY rank LIMIT 1)";

  private ImportedNotes() {}

  /** SQL: the value that applies to a file; null if there is none. */
  public static String value(String sha256Column, String key) {
    return FIRST.formatted(sha256Column, key);
  }

  /** The value that applies to a content. */
  public static Optional<String> first(Sql sql, String sha256, String key) throws SQLException {
    return sql.first(
        "SELECT value FROM imported_notes WHERE sha256 = ? AND key = ? ORDER BY rank LIMIT 1",
        row -> row.getString(1),
        sha256,
        key);
  }

  /** All that is imported for a content: by key, and of one key the value that applies first. */
  public static List<ImportedNote> all(Sql sql, String sha256) throws SQLException {
    return sql.list(
        "SELECT source, key, value FROM imported_notes WHERE sha256 = ? ORDER BY key, rank, source",
        row -> new ImportedNote(row.getString(1), row.getString(2), row.getString(3)),
        sha256);
  }

  /** The tags that begin so in any case, each once, of the managers whose tags apply. */
  public static Set<String> tagsStarting(Sql sql, String start) throws SQLException {
    Set<String> starting = new TreeSet<>();
    eachTags(
        sql,
        start,
        (_, tags) ->
            tags.stream()
                .filter(tag -> tag.regionMatches(true, 0, start, 0, start.length()))
                .forEach(starting::add));
    return starting;
  }

  /**
   * Passes on the contents with tags in the manager whose tags apply.
   *
   * @param part part of a tag in any case; contents without such a tag may be passed on, too
   */
  private static void eachTags(Sql sql, String part, BiConsumer<String, List<String>> consumer)
      throws SQLException {
    // SQLite ignores the case of ASCII letters only. The caller compares all other tags.
    boolean ascii = part.chars().allMatch(character -> character < 128);
    sql.forEach(
        """
        SELECT sha256, value, min(rank) FROM imported_notes WHERE key = 'tags'
        GROUP BY sha256 HAVING instr(lower(value), ?) OR length(value) <> length(CAST(value AS BLOB))
        """,
        row -> consumer.accept(row.getString(1), Notes.lines(row.getString(2))),
        ascii ? part.toLowerCase(Locale.ROOT) : "");
  }

  /**
   * The values imported from a manager for a content, by key.
   *
   * @param path of the only sidecar to consider; null: all
   */
  public static Map<String, String> of(Sql sql, String sha256, String source, @Nullable String path)
      throws SQLException {
    Map<String, String> told = new TreeMap<>();
    sql.forEach(
        """
        SELECT key, value FROM imported_notes
        WHERE sha256 = ?1 AND source = ?2 AND path = coalesce(?3, path)
        """,
        row -> told.put(row.getString(1), row.getString(2)),
        sha256,
        source,
        path);
    return told;
  }

  /**
   * Copies the imported values of an old content to a new one, which keeps the values that it has
   * already.
   *
   * @param present whether a file still has the old content
   */
  static void transfer(Sql sql, String oldContent, String newContent, boolean present)
      throws SQLException {
    sql.update(
        """
        INSERT OR IGNORE INTO imported_notes (sha256, source, key, value, rank, path, mtime_ns)
        SELECT ?2, source, key, value, rank, path, mtime_ns FROM imported_notes WHERE sha256 = ?1
        """,
        oldContent,
        newContent);
    if (!present) {
      sql.update(
          """
          DELETE FROM imported_notes AS old WHERE sha256 = ?1 AND EXISTS (
            SELECT 1 FROM imported_notes AS new WHERE new.sha256 = ?2
              AND new.source = old.source AND new.key = old.key AND new.value = old.value)
          """,
          oldContent,
          newContent);
    }
  }

  /**
   * Removes an imported value of a content, since the user has removed it in tsr.
   *
   * @return whether there was anything
   */
  public static boolean remove(Sql sql, String sha256, String key) throws SQLException {
    return 0 < sql.update("DELETE FROM imported_notes WHERE sha256 = ? AND key = ?", sha256, key);
  }

  /**
   * Removes a tag, in any case, that the user gave a content in other managers. If this was a
   * manager's last tag, its empty list still applies while another manager has tags, so that those
   * do not take its place.
   *
   * @return whether there was one
   */
  static boolean removeTag(Sql sql, String sha256, String tag) throws SQLException {
    boolean removed = false;
    for (ImportedNote note : all(sql, sha256)) {
      List<String> tags = note.key().equals(TAGS) ? Notes.lines(note.value()) : List.of();
      List<String> rest = tags.stream().filter(other -> !UserTags.areSame(other, tag)).toList();
      if (rest.size() < tags.size()) {
        removed = true;
        sql.update(
            "UPDATE imported_notes SET value = ? WHERE sha256 = ? AND key = 'tags' AND source = ?",
            String.join("\n", rest),
            sha256,
            note.source());
      }
    }
    sql.update(
        """
        DELETE FROM imported_notes WHERE sha256 = ?1 AND key = 'tags' AND NOT EXISTS (
          SELECT 1 FROM imported_notes WHERE sha256 = ?1 AND key = 'tags' AND value <> '')
        """,
        sha256);
    return removed;
  }
}
