package dev.tensors.tsr.search;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

  private static final String ORDER = " ORDER BY m.download_count DESC, m.civitai_id LIMIT ?";

  private static final int ALL = -1;

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
   * @param withTags whether the models' tags are needed
   * @param counted whether the number of all matches is needed; very many take long to count
   * @param consumer gets some models at a time
   * @return the number of all matching models, also of those that the limit left out; if it is not
   *     needed, at least the number of those that were found
   */
  public long each(
      List<Term> terms,
      int limit,
      boolean withTags,
      boolean counted,
      Consumer<List<FoundModel>> consumer) {
    SearchIndex.foldMany(database);
    return database.snapshot(
        sql -> {
          List<Conditions> steps = steps(sql, terms);
          Set<Long> found = new LinkedHashSet<>();
          int all = 0;
          for (Conditions step : steps) {
            boolean isCounted = counted && step == steps.getLast();
            if (found.size() < limit || isCounted) {
              all =
                  sql.forEach(
                      select("m.id", step) + ORDER,
                      row -> {
                        if (found.size() < limit) {
                          found.add(row.getLong(1));
                        }
                      },
                      step.values(isCounted ? ALL : limit));
            }
          }
          new FoundModels(sql, withTags).each(List.copyOf(found), consumer);
          return (long) Math.max(all, found.size());
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
    return database.snapshot(sql -> count(sql, steps(sql, terms).getLast()));
  }

  private static long count(Sql sql, Conditions matching) throws SQLException {
    return sql.number(select("count(*)", matching), matching.values());
  }

  /** The index has all that most searches need, while the rows of models are long. */
  private static String select(String columns, Conditions matching) {
    return "SELECT "
        + columns
        + " FROM models m INDEXED BY models_download_count "
        + matching.sql();
  }

  /** Up to three names of models that a query without matches may mean, the nearest ones. */
  public List<String> nearest(String query) {
    return database.snapshot(
        sql -> NearestNames.of(sql, SearchIndex.of(sql), SearchSteps.words(query)));
  }

  /** The conditions of each step, from the closest matches to all. */
  private List<Conditions> steps(Sql sql, List<Term> terms) throws SQLException {
    Conditions others = new Conditions();
    boolean here = terms.stream().anyMatch(term -> term.isState("here"));
    for (Term term : terms) {
      if (here && term.isAbout(ModelFields.BASE) && term.isOfParts()) {
        Conditions versionHere = versionHere(term.texts());
        others.and(term.not() ? versionHere.negated() : versionHere);
      } else if (!isWords(term)) {
        others.and(term.condition(database, sql, ModelFields.TABLE));
      }
    }
    if (others.sql().contains("folded(")) {
      sql.define("folded", Folding::of);
    }
    List<String> words = SearchSteps.words(words(terms));
    return words.isEmpty()
        ? List.of(others)
        : SearchSteps.of(sql, SearchIndex.of(sql), words).stream()
            .map(step -> new Conditions().and(step).and(others))
            .toList();
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
