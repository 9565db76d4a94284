package dev.tensors.tsr.search;

import dev.tensors.tsr.search.RowIdSet.RowIds;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The models that match a search, selected in the fastest way for the texts and the limit. */
final class MatchingModels {

  /** Fewer matches are looked up one by one; for more matches the index of all models is read. */
  private static final int MANY = 5_000;

  /** So many of the most downloaded models are looked up in the index if many match. */
  private static final int FIRST_ASKED = 400;

  /**
   * So many of the most downloaded models have their texts read if only common texts are sought.
   */
  private static final int FIRST_READ = 4_000;

  /** The rest of a longer name is not compared. */
  private static final int LONGEST_NAME = 1_000;

  private final Sql sql;
  private final SearchIndex index;
  private final String query;
  private final boolean isOfPhrases;
  private final List<ShortText> common;

  /** The first models that the index finds; null until they are read. */
  private long @Nullable [] first;

  /**
   * @param queries in the index's syntax; a model matches all of them
   * @param isOfPhrases whether the queries have none of the many entries of a short text
   * @param common short texts that are too common for the index, and are sought in the texts
   */
  MatchingModels(
      Sql sql,
      SearchIndex index,
      List<String> queries,
      boolean isOfPhrases,
      List<ShortText> common) {
    this.sql = sql;
    this.index = index;
    this.query = String.join(" AND ", queries);
    this.isOfPhrases = isOfPhrases;
    this.common = common;
  }

  /** These models. */
  MatchingModels(Sql sql, SearchIndex index, long[] models) {
    this(sql, index, List.of(TextMatch.NOTHING), true, List.of());
    this.first = models;
  }

  /** The row ids of those, if they are few, whose name with that of a version has these letters. */
  long[] withVersion(String letters) throws SQLException {
    LongStream.Builder found = LongStream.builder();
    sql.forEach(
        """
        SELECT m.id, substr(m.name, 1, ?1) || substr(v.name, 1, ?1) FROM json_each(?2) AS named
        CROSS JOIN models m ON m.id = named.value
        CROSS JOIN model_versions v ON v.model_id = m.id
        """,
        row -> {
          if (Folding.ofLetters(row.getString(2)).equals(letters)) {
            found.add(row.getLong(1));
          }
        },
        LONGEST_NAME,
        Arrays.toString(few()));
    return found.build().distinct().toArray();
  }

  /** Whether the index finds no model. */
  boolean areNone() throws SQLException {
    return isIndexed() && first().length == 0;
  }

  /** Whether the index finds some thousand models at most. */
  boolean areFew() throws SQLException {
    return isIndexed() && first().length < MANY;
  }

  private boolean isIndexed() {
    return !query.isEmpty();
  }

  private long[] first() throws SQLException {
    long[] found = first;
    if (found == null) {
      found =
          RowIds.read(
              sql, "SELECT id FROM (" + index.matching() + ") LIMIT " + MANY, index.values(query));
      first = found;
    }
    return found;
  }

  /** Whether every model matches. */
  boolean areAll() {
    return !isIndexed() && common.isEmpty();
  }

  /** Selects the matching models as m, if they are few. */
  RowSelection few(Conditions conditions) throws SQLException {
    Conditions where = new Conditions().and(haveCommonTexts()).and(conditions);
    return new RowSelection(
            "json_each(?) AS found CROSS JOIN models m ON m.id = found.value", where)
        .withFromValues(Arrays.toString(first()));
  }

  /** Selects the matching models as m, for a few of very many: SQL stores the ids of all. */
  RowSelection many() {
    return new RowSelection(
        "models m INDEXED BY models_download_count", areAll() ? new Conditions() : condition());
  }

  /** The condition that a model m matches. */
  Conditions condition() {
    Conditions where = new Conditions();
    if (isIndexed()) {
      where.and("m.id IN (" + index.matching() + ")", index.values(query));
    }
    if (!common.isEmpty()) {
      Conditions in = ShortText.inContent(common, "t");
      where.and(
          "m.id IN (SELECT t.id FROM " + index.content() + " t " + in.sql() + ")", in.values());
    }
    return where.isEmpty() ? where.and("true") : where;
  }

  /** Selects rows m with the row ids of all matching models, from the smallest table. */
  private RowSelection rows() throws SQLException {
    if (areFew()) {
      return few(new Conditions());
    }
    if (areAll()) {
      return new RowSelection("models m INDEXED BY models_download_count", new Conditions());
    }
    if (common.isEmpty()) {
      return new RowSelection("(" + index.matching() + ") AS m", new Conditions())
          .withFromValues(index.values(query));
    }
    Conditions in = ShortText.inContent(common, "m");
    return isIndexed()
        ? new RowSelection(
                "(%s) AS s CROSS JOIN %s AS m ON m.id = s.id"
                    .formatted(index.matching(), index.content()),
                in)
            .withFromValues(index.values(query))
        : new RowSelection(index.content() + " AS m", in);
  }

  /** The row ids of all matching models. */
  RowIdSet ids() throws SQLException {
    return new RowIdSet(read(rows()));
  }

  /** The row ids of the matching models if they are few, else none. */
  long[] few() throws SQLException {
    return areFew() ? read(rows()) : new long[] {};
  }

  private long[] read(RowSelection rows) throws SQLException {
    return RowIds.read(sql, rows.sql("SELECT m.id", ""), rows.values());
  }

  /** The number of all matching models. */
  long count() throws SQLException {
    RowSelection rows = rows();
    return sql.number(rows.sql("SELECT count(*)", ""), rows.values());
  }

  /**
   * Whether so many models match that the first ones are probably among the most downloaded models.
   * For each model the index takes a fifth of a millisecond, and reading the texts some
   * microseconds. Listing all matches takes up to some hundred milliseconds.
   */
  boolean areDense(int limit) throws SQLException {
    if (!isOfPhrases || !index.isWhole() || areFew()) {
      return false;
    }
    return isIndexed()
        ? first()[MANY - 1] * limit / MANY < FIRST_ASKED / 2
        : !common.isEmpty() && limit < FIRST_READ;
  }

  /** Selects the matches among the most downloaded models as m. */
  RowSelection mostDownloaded() {
    String from =
        """
        (SELECT id, civitai_id, download_count FROM models
          INDEXED BY models_download_count ORDER BY download_count DESC, civitai_id LIMIT ?) AS m""";
    Conditions where = new Conditions().and(haveCommonTexts());
    if (isIndexed()) {
      where.and(
          "EXISTS (SELECT 1 FROM model_search WHERE rowid = m.id AND model_search MATCH ?)", query);
    }
    return new RowSelection(from, where).withFromValues(isIndexed() ? FIRST_ASKED : FIRST_READ);
  }

  private Conditions haveCommonTexts() {
    if (common.isEmpty()) {
      return new Conditions();
    }
    Conditions in = ShortText.inContent(common, "t").and("t.id = m.id");
    return new Conditions()
        .and("EXISTS (SELECT 1 FROM " + index.content() + " t " + in.sql() + ")", in.values());
  }
}
