package dev.tensors.tsr.search;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.search.TextMatch.Part;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.RowSelection;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Searches the texts of cached models: names, tags, creators and trigger words. */
public final class ModelSearch {

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
   * Reads terms of models, as a user writes them.
   *
   * @throws Term.Invalid if one of them is empty, or its field or value is not one
   */
  public static List<Term> terms(List<String> words) throws Term.Invalid {
    return Term.ofAll(words, ModelFields.TABLE, null);
  }

  /**
   * Passes to the consumer the models that match all terms. Each word of a text is in their name,
   * tags, creator, trigger words, or names of versions or files: the closest matches first, then by
   * downloads.
   *
   * @param terms {@linkplain #terms of models}; none: all models
   * @param limit the largest number of models
   * @param complete whether all fields of the models are needed; without it, only those that {@link
   *     FoundModel} does not except
   * @param counted whether the number of all matching models is needed; counting very many takes as
   *     long as finding the first of them
   * @param consumer gets some models at a time
   * @return the number of all matching models, also of those that the limit left out; if it is not
   *     needed, at least the number of those that were found
   */
  public long each(
      List<Term> terms,
      int limit,
      boolean complete,
      boolean counted,
      Consumer<List<FoundModel>> consumer) {
    SearchIndex.foldMany(database);
    return database.snapshot(
        sql -> {
          FoundModels models = new FoundModels(sql, complete, consumer);
          Compiled compiled = new Compiled(sql, terms);
          SearchSteps steps = compiled.steps(sql, terms);
          ModelOrder order = compiled.order(sql);
          return order.isConditional() || limit >= MANY || steps.all().areFew()
              ? all(steps, order, limit, models)
              : first(steps, order, limit, counted, models);
        });
  }

  /** The number of models that match some terms, as search finds them; 0 if one is no term. */
  public long count(List<String> words) {
    List<Term> terms;
    try {
      terms = terms(words);
    } catch (Term.Invalid e) {
      return 0;
    }
    return database.snapshot(
        sql -> {
          Compiled compiled = new Compiled(sql, terms);
          MatchingModels all = compiled.steps(sql, terms).all();
          ModelOrder order = compiled.order(sql);
          return order.isConditional() ? order.all(all).length : all.count();
        });
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

  /** The terms of a search, by what answers them fastest. */
  private final class Compiled {

    /** What models must have in the index besides the words. */
    final TextMatch inIndex = new TextMatch();

    final Conditions conditions = new Conditions();

    /** Versions, of each of which a model must have one. */
    final List<RowSelection> versions = new ArrayList<>();

    Compiled(Sql sql, List<Term> terms) throws SQLException {
      boolean here =
          terms.stream()
              .anyMatch(
                  term -> !term.not() && term.isAboutState("here") && term.values().size() == 1);
      for (Term term : terms) {
        Part part = ModelFields.part(term);
        if (isWords(term)) {
          continue;
        }
        if (part != null) {
          inIndex.and(part);
        } else if (!term.isAbout(ModelFields.BASE) || !term.isOfParts() || !here && term.not()) {
          conditions.and(term.condition(database, sql, ModelFields.TABLE));
        } else if (here) {
          Conditions versionHere = versionHere(term.texts());
          conditions.and(term.not() ? versionHere.negated() : versionHere);
        } else {
          List<String> names = kinds.baseModelsCalled(term.texts());
          versions.add(
              new RowSelection("model_versions v", new Conditions().andIn("v.base_model", names)));
        }
      }
      if (conditions.sql().contains("folded(")) {
        sql.define("folded", Folding::of);
      }
    }

    SearchSteps steps(Sql sql, List<Term> terms) throws SQLException {
      return new SearchSteps(sql, SearchIndex.of(sql), words(terms), inIndex);
    }

    ModelOrder order(Sql sql) {
      return new ModelOrder(sql, conditions, versions);
    }
  }

  private static boolean isWords(Term term) {
    return !term.not()
        && term.isAbout(ModelFields.TEXT)
        && term.isOfParts()
        && term.values().size() == 1;
  }

  /** The words of those terms that are texts, by which the matches are ordered. */
  static String words(List<Term> terms) {
    return terms.stream()
        .filter(ModelSearch::isWords)
        .flatMap(term -> term.texts().stream())
        .collect(Collectors.joining(" "))
        .strip();
  }

  private Conditions versionHere(List<String> baseModels) {
    List<String> names = kinds.baseModelsCalled(baseModels);
    List<String> candidates = kinds.candidatesCalled(baseModels);
    Object[] values = Stream.of(names, names, candidates).flatMap(List::stream).toArray();
    return new Conditions()
        .and(VERSION_HERE.formatted(Conditions.marks(names), Conditions.marks(candidates)), values);
  }
}
