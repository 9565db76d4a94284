package dev.tensors.tsr.search;

import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches the texts of cached models: names, tags, creators and trigger words. */
public final class ModelSearch {

  /**
   * Selects models among the matches of a search.
   *
   * @param types model types or their short names, in any case; empty: any type
   * @param baseModels base models or their short names, in any case; a version of the model is for
   *     one of them, and with {@code local} the version of a local file; empty: any base model
   * @param creator a creator's whole name in any case; null: any creator
   * @param tags whole tags in any case; the model has all of them
   * @param sfw only models that are safe for work
   * @param local whether the model has a local file; null: either
   * @param limit the largest number of models
   */
  public record ModelFilter(
      List<String> types,
      List<String> baseModels,
      @Nullable String creator,
      List<String> tags,
      boolean sfw,
      @Nullable Boolean local,
      int limit) {}

  private static final String IS_HERE =
      """
      m.civitai_id IN (
        SELECT civitai_model_id FROM local_files
        WHERE missing_since IS NULL AND civitai_model_id IS NOT NULL
      )""";

  private static final String NOT_HERE = IS_HERE.replaceFirst("IN", "NOT IN");

  /**
   * The version of a local file is for one of these base models; if CivitAI names none, the file's
   * header shows it or leaves it possible. Joins from the base model to the files, so that indexes
   * have all columns of the versions.
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
        WHERE v.base_model IS NULL AND f.missing_since IS NULL
          AND (f.base_model IN (%1$s) OR f.base_candidates IN (%2$s))
      )""";

  /** A larger limit is faster with all matches in one order than with an order for each step. */
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
   * @param complete whether all fields of the models are needed; without it, only those that {@link
   *     FoundModel} does not except
   * @param counted whether the number of all matching models is needed; counting very many takes as
   *     long as finding the first of them
   * @param consumer gets some models at a time
   * @return the number of all matching models, also of those that the limit left out; if it is not
   *     needed, at least the number of those that were found
   */
  public long each(
      String query,
      ModelFilter filter,
      boolean complete,
      boolean counted,
      Consumer<List<FoundModel>> consumer) {
    SearchIndex.foldMany(database);
    return database.snapshot(
        sql -> {
          FoundModels models = new FoundModels(sql, complete, consumer);
          SearchSteps steps = new SearchSteps(sql, SearchIndex.of(sql), query, values(filter));
          ModelOrder order = new ModelOrder(sql, conditions(filter), versions(filter));
          return order.isConditional() || filter.limit() >= MANY || steps.all().areFew()
              ? all(steps, order, filter.limit(), models)
              : first(steps, order, filter.limit(), counted, models);
        });
  }

  /** The number of models that have each word of a query. */
  public long count(String query) {
    return database.snapshot(
        sql -> new SearchSteps(sql, SearchIndex.of(sql), query, new TextMatch()).all().count());
  }

  /** Up to three names of models that a query without matches may mean, the nearest ones. */
  public List<String> nearest(String query) {
    return database.snapshot(
        sql -> NearestNames.of(sql, SearchIndex.of(sql), SearchSteps.words(query)));
  }

  /**
   * Without conditions, for a few of very many matches: reads step after step until the limit, and
   * counts the other matches if need be.
   */
  private static long first(
      SearchSteps steps, ModelOrder order, int limit, boolean counted, FoundModels models)
      throws SQLException {
    Set<Long> found = new LinkedHashSet<>();
    MatchingModels step = steps.next();
    while (step != null) {
      Arrays.stream(first(step, order, limit)).forEach(found::add);
      step = found.size() < limit ? steps.next() : null;
    }
    models.each(found.stream().mapToLong(id -> id).limit(limit).toArray());
    return found.size() < limit || !counted ? found.size() : steps.all().count();
  }

  /** The first matches of a step, in the order of the result. */
  private static long[] first(MatchingModels step, ModelOrder order, int limit)
      throws SQLException {
    if (step.areDense(limit)) {
      long[] first = order.mostDownloaded(step, limit);
      if (first.length == limit) {
        return first;
      }
    }
    return order.first(step, limit);
  }

  /** Orders all matches once, and reads only the ids of each step. */
  private static long all(SearchSteps steps, ModelOrder order, int limit, FoundModels models)
      throws SQLException {
    long[] byDownloads = order.all(steps.all());
    int shown = Math.min(limit, byDownloads.length);
    LongStream.Builder ordered = LongStream.builder();
    BitSet left = new BitSet();
    left.set(0, byDownloads.length);
    while (byDownloads.length - left.cardinality() < shown) {
      MatchingModels step = steps.next();
      if (step == null || step == steps.all()) {
        break;
      }
      RowIdSet ids = step.ids();
      for (int i = left.nextSetBit(0); i >= 0; i = left.nextSetBit(i + 1)) {
        if (ids.contains(byDownloads[i])) {
          ordered.add(byDownloads[i]);
          left.clear(i);
        }
      }
    }
    left.stream().mapToLong(i -> byDownloads[i]).forEach(ordered);
    models.each(ordered.build().limit(shown).toArray());
    return byDownloads.length;
  }

  private static TextMatch values(ModelFilter filter) {
    TextMatch values = new TextMatch();
    if (filter.creator() != null) {
      values.andValue(Place.CREATOR, Folding.of(filter.creator()));
    }
    filter.tags().forEach(tag -> values.andValue(Place.TAGS, Folding.of(tag)));
    return values;
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
    if (here && !filter.baseModels().isEmpty()) {
      List<String> names = kinds.baseModelsCalled(filter.baseModels());
      List<String> candidates = kinds.candidatesCalled(filter.baseModels());
      Object[] values = Stream.of(names, names, candidates).flatMap(List::stream).toArray();
      where.and(VERSION_HERE.formatted(marks(names), marks(candidates)), values);
    } else if (here) {
      where.and(IS_HERE);
    }
    if (Boolean.FALSE.equals(filter.local())) {
      where.and(NOT_HERE);
    }
    return where;
  }

  private static String marks(List<String> values) {
    return String.join(", ", Collections.nCopies(values.size(), "?"));
  }

  /** The versions of which a model must have one, whether it is here or not; null: any. */
  private @Nullable RowSelection versions(ModelFilter filter) {
    if (filter.baseModels().isEmpty() || Boolean.TRUE.equals(filter.local())) {
      return null;
    }
    List<String> names = kinds.baseModelsCalled(filter.baseModels());
    return new RowSelection("model_versions v", new Conditions().andIn("v.base_model", names));
  }
}
