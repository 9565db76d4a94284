package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts in the search index. Triggers update them after each change of a row; texts that are
 * not ASCII are then folded here, since no SQL can do that.
 */
public final class SearchTexts {

  /** The columns of the index {@code model_search}, and of each copy of it. */
  public static final String COLUMNS = "name, creator, tags, words, versions, files, letters";

  /** SQL: the ids of the models that someone's SQL has left unfolded. */
  public static final String UNFOLDED = "SELECT model_id FROM model_search_unfolded";

  private static final String MATCHING =
      "SELECT rowid FROM model_search WHERE model_search MATCH ? ";

  /** SQL: the ids of the models whose folded texts match a query. */
  public static final String FOLDED = MATCHING + "AND rowid NOT IN (" + UNFOLDED + ")";

  /**
   * SQL: the ids of the models whose texts may match a query: those that do, and those whose texts
   * are not folded yet.
   */
  public static final String MODELS = MATCHING + "UNION ALL " + UNFOLDED;

  /** The number of characters of an entry of the index. */
  public static final int TRIGRAM = 3;

  /** Texts with the beginning of a longer one are few: its other trigrams only take time. */
  private static final int LONGEST = 64;

  private static final int COLUMN_COUNT = 7;

  /** The last column, which has no separators of words. */
  private static final int LETTERS = 6;

  private static final int BATCH = 10_000;

  /** Changes to rows of models. */
  @FunctionalInterface
  public interface Changes {
    void make() throws SQLException;
  }

  private SearchTexts() {}

  /**
   * A query for the models whose texts in a column have one of some texts, and a few others.
   *
   * @param texts folded
   * @return null: there are no texts, or the index has no entries as short as one of them
   */
  public static @Nullable String query(String column, List<String> texts) {
    List<String> phrases = new ArrayList<>();
    for (String text : texts) {
      int[] characters =
          text.codePoints().takeWhile(c -> c != 0).limit(LONGEST).toArray(); // NUL ends a query
      if (characters.length < TRIGRAM) {
        return null;
      }
      phrases.add(phrase(new String(characters, 0, characters.length)));
    }
    return phrases.isEmpty() ? null : column + " : (" + String.join(" OR ", phrases) + ")";
  }

  /** A text that is a whole value, for {@link #query}: the index has line feeds around it. */
  public static String value(String folded) {
    return "\n" + folded + "\n";
  }

  /** Quotes a text of a query, so that it is not read as syntax. */
  public static String phrase(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  /** Within a transaction: updates the texts of each model once, after all changes. */
  public static void updateAfter(Sql sql, Changes changes) throws SQLException {
    sql.update("INSERT INTO model_search_later VALUES (0)");
    changes.make();
    sql.update("DELETE FROM model_search_later WHERE model_id = 0");
    sql.update("INSERT INTO model_search_stale SELECT model_id FROM model_search_later");
    sql.update("DELETE FROM model_search_later");
  }

  /** Within a transaction: folds the texts that triggers have put into the index as they are. */
  static void foldLeft(Sql sql) throws SQLException {
    List<Long> models;
    do {
      models =
          sql.list(
              "SELECT model_id FROM model_search_unfolded ORDER BY model_id LIMIT " + BATCH,
              row -> row.getLong(1));
      for (long model : models) {
        fold(sql, model, "model_search");
        sql.update("DELETE FROM model_search_unfolded WHERE model_id = ?", model);
      }
    } while (models.size() == BATCH);
  }

  /**
   * Puts the folded texts of a model, if it has any, into an index in place of those that are
   * there.
   *
   * @param index the name of {@code model_search} or of a copy of it
   */
  public static void fold(Sql sql, long model, String index) throws SQLException {
    List<@Nullable String[]> texts =
        sql.list(
            "SELECT " + COLUMNS + " FROM main.model_search WHERE rowid = ?",
            SearchTexts::folded,
            model);
    sql.update("DELETE FROM " + index + " WHERE rowid = ?", model);
    for (@Nullable String[] text : texts) {
      @Nullable Object[] values = new @Nullable Object[COLUMN_COUNT + 1];
      values[0] = model;
      System.arraycopy(text, 0, values, 1, COLUMN_COUNT);
      sql.update(
          "INSERT INTO " + index + " (rowid, " + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          values);
    }
  }

  private static @Nullable String[] folded(ResultSet row) throws SQLException {
    @Nullable String[] folded = new @Nullable String[COLUMN_COUNT];
    for (int i = 0; i < COLUMN_COUNT; i++) {
      String text = row.getString(i + 1);
      folded[i] = text == null ? null : i < LETTERS ? Folding.of(text) : foldedLetters(text);
    }
    return folded;
  }

  /** Line feeds enclose the value in the index. */
  private static String foldedLetters(String text) {
    return "\n" + Folding.ofLetters(text.strip()) + "\n\n";
  }

  /** Within a transaction: creates the index again, with all its texts. */
  static void rebuild(Sql sql) throws SQLException {
    String definition = sql.text("SELECT sql FROM sqlite_schema WHERE name = 'model_search'");
    sql.script("DROP TABLE model_search");
    sql.script(definition);
    sql.update(
        "INSERT INTO model_search (rowid, %s) SELECT id, %s FROM v_model_search"
            .formatted(COLUMNS, COLUMNS));
    sql.update("DELETE FROM model_search_later");
    sql.update("INSERT OR IGNORE INTO model_search_unfolded SELECT id FROM model_search_foldable");
    foldLeft(sql);
  }
}
