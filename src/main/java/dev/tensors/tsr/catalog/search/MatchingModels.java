package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The models that have some texts, in the ways in which they are found soonest. */
final class MatchingModels {

  /** Fewer matches are looked up one by one; for more, the index of all models is read. */
  private static final int MANY = 5_000;

  /** Of so many models the index is asked, where many match. */
  private static final int FIRST_ASKED = 400;

  /** Of so many models the texts are read, where texts are looked for that occur very often. */
  private static final int FIRST_READ = 4_000;

  private final Sql sql;
  private final String query;
  private final boolean isOfPhrases;
  private final List<ShortTexts> common;

  /** The first models that the index finds; null until it is asked. */
  private List<Long> first;

  /**
   * @param queries what the index is asked for, all of it, in its syntax
   * @param isOfPhrases whether each query is for a few phrases only
   * @param common what is looked for in the texts themselves
   */
  MatchingModels(Sql sql, List<String> queries, boolean isOfPhrases, List<ShortTexts> common) {
    this.sql = sql;
    this.query = String.join(" AND ", queries);
    this.isOfPhrases = isOfPhrases;
    this.common = common;
  }

  /** Whether the index tells that nothing matches. */
  boolean isHopeless() throws SQLException {
    return isIndexed() && first().isEmpty();
  }

  /** Whether the index tells that only some thousand models match at most. */
  boolean areFew() throws SQLException {
    return isIndexed() && first().size() < MANY;
  }

  private boolean isIndexed() {
    return !query.isEmpty();
  }

  private List<Long> first() throws SQLException {
    if (first == null) {
      first =
          sql.list(
              "SELECT rowid FROM model_search WHERE model_search MATCH ? LIMIT ?",
              row -> row.getLong(1),
              query,
              MANY);
    }
    return first;
  }

  /** All of them, to be read as m. */
  RowSelection all(Conditions conditions) throws SQLException {
    if (areFew()) {
      Conditions where = new Conditions().and(inTextsOfModel()).and(conditions);
      return new RowSelection(
              "json_each(?) AS found CROSS JOIN models m ON m.id = found.value", where)
          .reading(first().toString());
    }
    Conditions where = new Conditions();
    if (isIndexed()) {
      where.and("m.id IN (SELECT rowid FROM model_search WHERE model_search MATCH ?)", query);
    }
    if (!common.isEmpty()) {
      Conditions in = ShortTexts.inContent(common, "t");
      where.and("m.id IN (SELECT t.id FROM model_search_content t " + in.sql() + ")", in.values());
    }
    return new RowSelection("models m INDEXED BY models_download_count", where.and(conditions));
  }

  /** All of them by their ids: rows m whose row ids these are, read without those of the models. */
  RowSelection rows() throws SQLException {
    if (areFew() || !isIndexed() && common.isEmpty()) {
      return all(new Conditions());
    }
    if (common.isEmpty()) {
      return new RowSelection(
          "model_search m", new Conditions().and("m.model_search MATCH ?", query));
    }
    Conditions in = ShortTexts.inContent(common, "m");
    return isIndexed()
        ? new RowSelection(
            "model_search s CROSS JOIN model_search_content m ON m.id = s.rowid",
            in.and("s.model_search MATCH ?", query))
        : new RowSelection("model_search_content m", in);
  }

  /** The row ids of all of them. */
  Set<Long> ids() throws SQLException {
    RowSelection rows = rows();
    Set<Long> ids = new HashSet<>();
    sql.each(rows.sql("SELECT m.rowid", ""), row -> row.getLong(1), ids::add, rows.values());
    return ids;
  }

  /**
   * Whether so many of all models match that the first ones are probably among those that were
   * downloaded most. To ask the index of a single model takes a fifth of a millisecond for a
   * phrase, and to read its texts some microseconds; a list of all matches takes up to some hundred
   * milliseconds.
   */
  boolean areDense(int limit) throws SQLException {
    if (!isOfPhrases || areFew()) {
      return false;
    }
    return isIndexed()
        ? first().getLast() * limit / MANY < FIRST_ASKED / 2
        : !common.isEmpty() && limit < FIRST_READ;
  }

  /** Those among the models that were downloaded most, to be read as m. */
  RowSelection mostDownloaded(Conditions conditions) {
    String from =
        """
        (SELECT id, civitai_id, type, nsfw, download_count FROM models
          INDEXED BY models_download_count ORDER BY download_count DESC, civitai_id LIMIT ?) AS m""";
    Conditions where = new Conditions().and(inTextsOfModel());
    if (isIndexed()) {
      where.and(
          "EXISTS (SELECT 1 FROM model_search WHERE rowid = m.id AND model_search MATCH ?)", query);
    }
    return new RowSelection(from, where.and(conditions))
        .reading(isIndexed() ? FIRST_ASKED : FIRST_READ);
  }

  private Conditions inTextsOfModel() {
    if (common.isEmpty()) {
      return new Conditions();
    }
    Conditions in = ShortTexts.inContent(common, "t").and("t.id = m.id");
    return new Conditions()
        .and("EXISTS (SELECT 1 FROM model_search_content t " + in.sql() + ")", in.values());
  }
}
