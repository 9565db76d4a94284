package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.catalog.ModelKinds;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Searches the texts of cached models: names, tags, creators and trigger words. */
public final class ModelSearch {

  private static final String IS_HERE =
      """
      m.civitai_id IN (
        SELECT civitai_model_id FROM local_files
        WHERE missing_since IS NULL AND civitai_model_id IS NOT NULL
      )""";

  private static final String NOT_HERE = IS_HERE.replaceFirst("IN", "NOT IN");

  private static final String ANY_VERSION =
      "m.id IN (SELECT v.model_id FROM model_versions v WHERE v.base_model IN (%s))";

  /**
   * The version of a local file is for one of these base models; where CivitAI names none, the
   * file's header tells it. Joins from the base model to the files, so that indexes have all
   * columns of the versions.
   */
  private static final String VERSION_HERE =
      """
      m.id IN (
        SELECT v.model_id FROM model_versions v
        CROSS JOIN local_files f ON f.civitai_version_id = v.civitai_id
        WHERE v.base_model IN (%1$s) AND f.missing_since IS NULL
        UNION ALL
        SELECT v.model_id FROM model_versions v
        CROSS JOIN local_files f ON f.civitai_version_id = v.civitai_id
        WHERE v.base_model IS NULL AND f.base_model IN (%1$s) AND f.missing_since IS NULL
      )""";

  /** A larger limit is faster with one list of all matches than with a list for each step. */
  private static final int MANY = 5_000;

  private final Database database;
  private final ModelKinds kinds;

  public ModelSearch(Database database) {
    this.database = database;
    this.kinds = new ModelKinds(database);
  }

  /**
   * Passes to the consumer the models that have each word of the query in their name, tags,
   * creator, trigger words, or names of versions or files: the closest matches first, then by
   * downloads.
   *
   * @param query any text, in any case; blank: all models
   * @param withTags whether the models' tags are needed; without them, each has none
   * @param consumer gets some models at a time
   * @return the number of all matching models, also of those that the limit left out
   */
  public long each(
      String query, ModelFilter filter, boolean withTags, Consumer<List<FoundModel>> consumer) {
    return database.snapshot(
        sql -> {
          Conditions conditions = conditions(filter);
          FoundModels models = new FoundModels(sql, withTags, consumer);
          SearchSteps steps = new SearchSteps(sql, query, names(filter));
          return filter.limit() < MANY
              ? first(sql, steps, conditions, filter.limit(), models)
              : all(sql, steps, conditions, filter.limit(), models);
        });
  }

  /** For a few models: reads step after step until the limit, and counts the other matches. */
  private static long first(
      Sql sql, SearchSteps steps, Conditions conditions, int limit, FoundModels models)
      throws SQLException {
    Set<ModelId> found = new HashSet<>();
    MatchingModels step = steps.next();
    while (step != null) {
      List<ModelId> first = first(sql, step, conditions, limit);
      first.removeIf(id -> found.size() == limit || !found.add(id));
      models.each(first);
      step = found.size() < limit ? steps.next() : null;
    }
    return found.size() < limit ? found.size() : count(sql, steps.all(), conditions);
  }

  /** For very many models: sorts all matches once, and reads only the ids of each step. */
  private static long all(
      Sql sql, SearchSteps steps, Conditions conditions, int limit, FoundModels models)
      throws SQLException {
    List<ModelId> byDownloads = select(sql, steps.all().all(conditions), Integer.MAX_VALUE);
    List<ModelId> ordered = new ArrayList<>(byDownloads.size());
    BitSet left = new BitSet();
    left.set(0, byDownloads.size());
    MatchingModels step = steps.next();
    while (step != null && step != steps.all()) {
      long[] ids = step.ids();
      for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
        ModelId id = byDownloads.get(i);
        if (Arrays.binarySearch(ids, id.row()) >= 0) {
          ordered.add(id);
          left.clear(i);
        }
      }
      step = steps.next();
    }
    left.stream().mapToObj(byDownloads::get).forEach(ordered::add);
    models.each(ordered.subList(0, Math.min(limit, ordered.size())));
    return ordered.size();
  }

  /** The first matches of a step, in the order of the result. */
  private static List<ModelId> first(
      Sql sql, MatchingModels models, Conditions conditions, int limit) throws SQLException {
    if (models.areDense(limit)) {
      List<ModelId> first = select(sql, models.mostDownloaded(conditions), limit);
      if (first.size() == limit) {
        return first;
      }
    }
    return select(sql, models.all(conditions), limit);
  }

  private static List<ModelId> select(Sql sql, RowSelection models, int limit) throws SQLException {
    return sql.list(
        models.sql(
            "SELECT m.id, m.civitai_id", "ORDER BY m.download_count DESC, m.civitai_id LIMIT ?"),
        row -> new ModelId(row.getLong(1), row.getLong(2)),
        models.values(limit));
  }

  private static long count(Sql sql, MatchingModels models, Conditions conditions)
      throws SQLException {
    RowSelection all = conditions.isEmpty() ? models.rows() : models.all(conditions);
    return sql.number(all.sql("SELECT count(*)", ""), all.values());
  }

  private static TextMatch names(ModelFilter filter) {
    TextMatch names = new TextMatch();
    if (filter.creator() != null) {
      names.andValue("creator", filter.creator());
    }
    filter.tags().forEach(tag -> names.andValue("tags", tag));
    return names;
  }

  private Conditions conditions(ModelFilter filter) {
    Conditions where = new Conditions();
    boolean here = Boolean.TRUE.equals(filter.local());
    if (!filter.types().isEmpty()) {
      where.andIn("m.type", kinds.typesCalled(filter.types()));
    }
    if (filter.sfw()) {
      where.and("m.nsfw = 0");
    }
    if (!filter.baseModels().isEmpty()) {
      List<String> names = kinds.baseModelsCalled(filter.baseModels());
      String marks = String.join(", ", Collections.nCopies(names.size(), "?"));
      if (here) {
        Object[] twice = Stream.concat(names.stream(), names.stream()).toArray();
        where.and(VERSION_HERE.formatted(marks), twice);
      } else {
        where.and(ANY_VERSION.formatted(marks), names.toArray());
      }
    } else if (here) {
      where.and(IS_HERE);
    }
    if (Boolean.FALSE.equals(filter.local())) {
      where.and(NOT_HERE);
    }
    return where;
  }
}
