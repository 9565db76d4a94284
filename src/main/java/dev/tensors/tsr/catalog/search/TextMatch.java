package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The texts that a model must have in {@code model_search}. */
final class TextMatch {

  /** The index knows texts of so many characters, and longer ones by those within them. */
  private static final int TRIGRAM = 3;

  /** Each trigram of a text costs time, in a long phrase more than in some short ones. */
  private static final int PHRASE = 64;

  /** Nobody types so long a name. */
  private static final int LONGEST = 8 * PHRASE;

  /** SQLite takes no more conditions than some hundreds. */
  private static final int MOST_SHORT_TEXTS = 100;

  /** Fewer matches are looked up one by one; for more, the index of all models is read. */
  private static final int MANY = 5_000;

  /** Of so many models each is asked, where many match. */
  private static final int FIRST = 400;

  private final List<String> phrases = new ArrayList<>();
  private final List<ShortTexts> shortTexts = new ArrayList<>();

  /** The first models that the index finds for the phrases; null until it is asked. */
  private List<Long> matching;

  /**
   * Asks for one of these texts, too, in any case.
   *
   * @param column where it must be; null: anywhere
   * @param texts of the same length
   */
  TextMatch and(String column, List<String> texts) {
    String first = texts.getFirst();
    if (first.codePointCount(0, first.length()) >= TRIGRAM) {
      String either =
          texts.stream().map(TextMatch::phrases).collect(Collectors.joining(" OR ", "(", ")"));
      phrases.add(column == null ? either : column + " : " + either);
      matching = null;
    } else if (shortTexts.size() < MOST_SHORT_TEXTS) {
      shortTexts.add(new ShortTexts(column, texts));
    }
    return this;
  }

  /** Asks for one value of a column as a whole, too. */
  TextMatch andValue(String column, String value) {
    return and(column, List.of("\n" + value + "\n"));
  }

  /** Asks for all that the other one asks for, too. */
  TextMatch and(TextMatch other) {
    phrases.addAll(other.phrases);
    shortTexts.addAll(other.shortTexts);
    matching = null;
    return this;
  }

  /** Whether the index tells that nothing matches. */
  boolean isHopeless(Sql sql) throws SQLException {
    return !phrases.isEmpty() && matching(sql).isEmpty();
  }

  /** The models that match, to be read as m: the clauses FROM and WHERE. */
  RowSelection models(Sql sql, Conditions conditions) throws SQLException {
    boolean isFew = !phrases.isEmpty() && matching(sql).size() < MANY;
    Conditions where = new Conditions();
    if (!phrases.isEmpty() && !isFew) {
      where.and("m.id IN (SELECT rowid FROM model_search WHERE model_search MATCH ?)", query());
    }
    where.and(isFew ? ShortTexts.ofFew(shortTexts) : ShortTexts.ofAll(sql, shortTexts));
    where.and(conditions);
    return isFew
        ? new RowSelection("json_each(?) AS found CROSS JOIN models m ON m.id = found.value", where)
            .reading(matching(sql).toString())
        : new RowSelection("models m INDEXED BY models_download_count", where);
  }

  /**
   * Whether so many of all models match that the first ones are found sooner by asking the index of
   * one model after another. That takes a fifth of a millisecond a model, a list of all matches up
   * to some hundred milliseconds.
   */
  boolean isDense(Sql sql, int limit) throws SQLException {
    return isOfPhrases(sql) && matching(sql).getLast() * limit / MANY < FIRST / 2;
  }

  /** Those that match among the models that were downloaded most, to be read as m. */
  RowSelection mostDownloaded(Conditions conditions) {
    String from =
        """
        (SELECT id, civitai_id, type, nsfw, download_count FROM models
          INDEXED BY models_download_count ORDER BY download_count DESC, civitai_id LIMIT ?) AS m""";
    Conditions where =
        new Conditions()
            .and(
                "EXISTS (SELECT 1 FROM model_search WHERE rowid = m.id AND model_search MATCH ?)",
                query())
            .and(conditions);
    return new RowSelection(from, where).reading(FIRST);
  }

  /** Whether very many models match, and the index alone tells which. */
  boolean isOfPhrases(Sql sql) throws SQLException {
    return !phrases.isEmpty() && shortTexts.isEmpty() && matching(sql).size() == MANY;
  }

  /** The texts in the index that have all phrases. */
  RowSelection texts() {
    return new RowSelection("model_search", new Conditions().and("model_search MATCH ?", query()));
  }

  private List<Long> matching(Sql sql) throws SQLException {
    if (matching == null) {
      matching =
          sql.list(
              "SELECT rowid FROM model_search WHERE model_search MATCH ? LIMIT ?",
              row -> row.getLong(1),
              query(),
              MANY);
    }
    return matching;
  }

  private String query() {
    return String.join(" AND ", phrases);
  }

  /** A text in quotes, so that none is syntax; a long one in pieces, which must all be there. */
  private static String phrases(String text) {
    int[] characters = text.codePoints().limit(LONGEST).toArray();
    List<String> pieces = new ArrayList<>();
    int from = 0;
    do {
      int end = Math.min(characters.length, from + PHRASE);
      int start = Math.min(from, Math.max(0, end - TRIGRAM));
      pieces.add(phrase(new String(characters, start, end - start)));
      from = end;
    } while (from < characters.length);
    return "(" + String.join(" AND ", pieces) + ")";
  }

  private static String phrase(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }
}
