package dev.tensors.tsr.library.notes;

import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.references.HashMatches;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and changes the user's notes, which belong to contents. */
public final class Notes {

  /**
   * A change of notes. A null leaves a value as it is.
   *
   * @param clear whether the old note is removed first
   * @param text the new text; empty: none
   * @param rating 1 to 5 stars; 0: not rated
   * @param favourite whether the content is a favourite
   * @param weight the new weight; NaN: none
   * @param triggers the user's own trigger words, which replace the old ones
   * @param tags tags to add
   * @param removedTags tags to remove
   */
  public record NoteChange(
      boolean clear,
      @Nullable String text,
      @Nullable Integer rating,
      @Nullable Boolean favourite,
      @Nullable Double weight,
      @Nullable List<String> triggers,
      List<String> tags,
      List<String> removedTags) {

    /** Whether the change leaves each note as it is. */
    public boolean isNone() {
      return equals(new NoteChange(false, null, null, null, null, null, List.of(), List.of()));
    }
  }

  /**
   * What came of a change.
   *
   * @param notes of the contents, in their order
   * @param count how many contents have another note than before
   */
  public record Changed(List<Note> notes, long count) {}

  /** SQL: the tags of the content {@code %s}, each on a line; null if there are none. */
  private static final String TAGS =
      "(SELECT group_concat(tag, char(10)) FROM note_tags WHERE sha256 = %s)";

  private static final String NOTE =
      "SELECT text, rating, favourite, weight, triggers, "
          + TAGS.formatted("?1")
          + " AS own_tags FROM (SELECT 1) LEFT JOIN notes ON sha256 = ?1";

  private static final String COPY =
      """
      INSERT INTO notes (sha256, text, rating, favourite, weight, triggers, updated_at)
      SELECT ?2, text, rating, favourite, weight, triggers, updated_at
      FROM notes WHERE sha256 = ?1
      ON CONFLICT (sha256) DO UPDATE SET
        text = coalesce(text, excluded.text),
        rating = coalesce(rating, excluded.rating),
        favourite = max(favourite, excluded.favourite),
        weight = coalesce(weight, excluded.weight),
        triggers = coalesce(triggers, excluded.triggers)
      """;

  private final Database database;

  public Notes(Database database) {
    this.database = database;
  }

  /** SQL: the own tags of a file, each on a line; null if there are none. */
  static String ownTags(String sha256Column) {
    return TAGS.formatted(sha256Column);
  }

  /** The words or tags in a value of several lines; none for null. */
  public static List<String> lines(@Nullable String value) {
    return value == null || value.isEmpty()
        ? List.of()
        : value.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
  }

  /** The notes of some contents, in their order. */
  public List<Note> of(List<String> contents) {
    return database.snapshot(sql -> read(sql, contents));
  }

  /** Changes the notes of some contents in one transaction. */
  public Changed change(List<String> contents, NoteChange change) {
    return database.write(
        sql -> {
          List<Note> notes = new ArrayList<>();
          long[] count = {0};
          SearchTexts.updateAfter(
              sql,
              () -> {
                for (String sha256 : contents) {
                  Note before = read(sql, sha256);
                  boolean told = NoteWriter.change(sql, sha256, change);
                  Note now = read(sql, sha256);
                  notes.add(now);
                  if (told || !now.equals(before)) {
                    count[0]++;
                  }
                }
              });
          return new Changed(notes, count[0]);
        });
  }

  /**
   * Takes what the user noted in another catalogue, where nothing is noted here: each value by
   * itself, and all tags where a content has none. Some contents are changed in each transaction.
   *
   * @return how many contents have another note than before
   * @throws InterruptedException if the thread was interrupted; what was taken stays
   */
  public long take(Database other) throws InterruptedException {
    long[] count = {0};
    Pages.<String>each(
        (last, limit) -> noted(other, last == null ? "" : last, limit),
        contents -> {
          List<Note> notes = new Notes(other).of(contents);
          database.change(
              sql ->
                  SearchTexts.updateAfter(
                      sql,
                      () -> {
                        for (Note note : notes) {
                          Note before = read(sql, note.sha256());
                          NoteWriter.change(sql, note.sha256(), lacking(before, note));
                          count[0] += read(sql, note.sha256()).equals(before) ? 0 : 1;
                        }
                      }));
        });
    return count[0];
  }

  private static List<String> noted(Database database, String after, int limit) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT sha256 FROM notes WHERE sha256 > ?1
                UNION SELECT sha256 FROM note_tags WHERE sha256 > ?1 ORDER BY 1 LIMIT ?2
                """,
                row -> row.getString(1),
                after,
                limit));
  }

  /** The change that gives a note what another one has and it has not. */
  private static NoteChange lacking(Note note, Note other) {
    Long rating = note.rating() == null ? other.rating() : null;
    return new NoteChange(
        false,
        note.text() == null ? other.text() : null,
        rating == null ? null : Math.toIntExact(rating),
        note.favourite() || !other.favourite() ? null : true,
        note.weight() == null ? other.weight() : null,
        note.triggers().isEmpty() && !other.triggers().isEmpty() ? other.triggers() : null,
        note.tags().isEmpty() ? other.tags() : List.of(),
        List.of());
  }

  private static List<Note> read(Sql sql, List<String> contents) throws SQLException {
    List<Note> notes = new ArrayList<>();
    for (String sha256 : contents) {
      notes.add(read(sql, sha256));
    }
    return notes;
  }

  private static Note read(Sql sql, String sha256) throws SQLException {
    return sql.first(NOTE, row -> note(row, sha256), sha256).orElseThrow();
  }

  private static Note note(ResultSet row, String sha256) throws SQLException {
    return new Note(
        sha256,
        row.getString("text"),
        Sql.nullableLong(row, "rating"),
        row.getBoolean("favourite"),
        Sql.nullableDouble(row, "weight"),
        lines(row.getString("triggers")),
        lines(row.getString("own_tags")));
  }

  /** Whether a content has a note or tags. */
  public static boolean has(Sql sql, String sha256) throws SQLException {
    return sql.number(
            """
            SELECT EXISTS (SELECT 1 FROM notes WHERE sha256 = ?1)
              OR EXISTS (SELECT 1 FROM note_tags WHERE sha256 = ?1)
            """,
            sha256)
        == 1;
  }

  /**
   * Gives the note of an old content to a new one, which keeps what is noted about it already. The
   * old note is deleted unless it is needed: for another file, or for a value that the new content
   * did not take.
   */
  public static void transfer(Sql sql, String oldContent, String newContent) throws SQLException {
    boolean present =
        sql.number("SELECT EXISTS (SELECT 1 FROM local_files WHERE sha256 = ?)", oldContent) == 1;
    ImportedNotes.transfer(sql, oldContent, newContent, present);
    if (!has(sql, oldContent)) {
      return;
    }
    boolean needed = present || has(sql, newContent);
    sql.update(COPY, oldContent, newContent);
    NoteWriter.addTags(sql, newContent, NoteWriter.tags(sql, oldContent));
    if (!needed) {
      sql.update("DELETE FROM notes WHERE sha256 = ?", oldContent);
      sql.update("DELETE FROM note_tags WHERE sha256 = ?", oldContent);
    }
  }

  /** The user's own trigger words for a content. */
  public static List<String> triggers(Sql sql, String sha256) throws SQLException {
    return sql.first(
            "SELECT triggers FROM notes WHERE sha256 = ? AND triggers IS NOT NULL",
            row -> row.getString(1),
            sha256)
        .map(Notes::lines)
        .orElse(List.of());
  }

  /** The weight that the user has noted for a content; empty if there is none. */
  public static Optional<Double> weight(Sql sql, String sha256) throws SQLException {
    return sql.first(
            "SELECT weight FROM notes WHERE sha256 = ? AND weight IS NOT NULL",
            row -> row.getDouble(1),
            sha256)
        .filter(Double::isFinite);
  }

  /**
   * The contents with a note whose SHA-256 begins so.
   *
   * @param start hexadecimal digits in upper case
   */
  public List<String> startingWith(String start, int limit) {
    return database.query(
        sql ->
            sql.list(
                """
                SELECT sha256 FROM notes WHERE %1$s UNION SELECT sha256 FROM note_tags WHERE %1$s
                ORDER BY sha256 LIMIT ?2
                """
                    .formatted(HashMatches.begins("sha256")),
                row -> row.getString(1),
                start,
                limit));
  }
}
