package dev.tensors.tsr.search;

import dev.tensors.tsr.search.RowIdSet.RowIds;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The order of models by downloads, of those that meet the conditions of a search. Where a search
 * matches very many, all of these models are read once, and the matches are selected from them: SQL
 * would store the matches, and those of each condition, in a table for each query.
 */
final class ModelOrder {

  private static final String ORDER = "ORDER BY m.download_count DESC, m.civitai_id LIMIT ?";

  /** A limit that leaves out no row. */
  private static final int ALL = -1;

  private final Sql sql;
  private final Conditions conditions;
  private final List<RowSelection> versions;
  private long[] all = {};
  private boolean isRead;

  /**
   * @param versions rows v with {@code model_id}: of each of these, a model that may be found has
   *     one
   */
  ModelOrder(Sql sql, Conditions conditions, List<RowSelection> versions) {
    this.sql = sql;
    this.conditions = conditions;
    this.versions = versions;
  }

  /** Whether some models are left out. */
  boolean isConditional() {
    return !conditions.isEmpty() || !versions.isEmpty();
  }

  /** The row ids of all models among these matches that meet the conditions. */
  long[] all(MatchingModels models) throws SQLException {
    if (models.areFew()) {
      return withVersions(read(models.few(conditions), ALL)).toArray();
    }
    LongStream ids = Arrays.stream(all());
    return (models.areAll() ? ids : ids.filter(models.ids()::contains)).toArray();
  }

  /** The row ids of the first of these matches; without conditions only. */
  long[] first(MatchingModels models, int limit) throws SQLException {
    return read(models.areFew() ? models.few(conditions) : models.many(), limit);
  }

  /** The row ids of the first matches among the most downloaded models; without conditions only. */
  long[] mostDownloaded(MatchingModels models, int limit) throws SQLException {
    return read(models.mostDownloaded(), limit);
  }

  private long[] all() throws SQLException {
    if (!isRead) {
      all =
          withVersions(
                  read(
                      new RowSelection("models m INDEXED BY models_download_count", conditions),
                      ALL))
              .toArray();
      isRead = true;
    }
    return all;
  }

  private LongStream withVersions(long[] models) throws SQLException {
    LongStream left = Arrays.stream(models);
    for (RowSelection some : versions) {
      String query = some.sql("SELECT v.model_id AS id", "");
      left = left.filter(new RowIdSet(RowIds.read(sql, query, some.values()))::contains);
    }
    return left;
  }

  private long[] read(RowSelection models, int limit) throws SQLException {
    return RowIds.read(sql, models.sql("SELECT m.id", ORDER), models.values(limit));
  }
}
