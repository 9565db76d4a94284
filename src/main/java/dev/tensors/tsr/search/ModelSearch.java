package dev.tensors.tsr.search;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.search.SearchSteps.Step;
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
import org.jspecify.annotations.Nullable;

/** Searches the texts of cached models: names, tags, creators, trigger words, types and others. */
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
      )\
      """;

  /** The index has all that most searches need, while the rows of models are long. */
  private static final String MODELS = "models m INDEXED BY models_download_count ";

  private static final String ORDER = " ORDER BY m.download_count DESC, m.civitai_id";

  /** So many of the most downloaded models show how many match. */
  private static final int SAMPLE = 64;

  /** To look at so many models takes less time than to find all of very many matches. */
  private static final int MOST_LOOKS = 400;

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
    for (String word : words) {
      String field = Term.fieldName(word);
      if (ModelFields.TABLE.field(field).isEmpty() && FileFields.TABLE.field(field).isPresent()) {
        throw new Term.Invalid(
            "%s: is a field of files, which tsr db list has; to find the text itself, write text:%s"
                .formatted(field, word));
      }
    }
    return Term.ofAll(words, ModelFields.TABLE, null);
  }

  /**
   * Passes to the consumer the models that match all terms, and then the repositories at Hugging
   * Face, where terms ask for them. Each word of a text is in their name, tags, creator, trigger
   * words, type, base models, or names of versions or files: the closest matches first, then by
   * downloads.
   *
   * @param terms {@linkplain #terms of models}; none: all models
   * @param limit the largest number of models
   * @param withTags whether the models' tags are needed
   * @param asked what else is needed
   * @param counted whether the number of all matches is needed; very many take long to count
   * @param consumer gets some models at a time
   * @return the number of all matching models, also of those that the limit left out; if it is not
   *     needed, at least the number of those that were found
   */
  public long each(
      List<Term> terms,
      int limit,
      boolean withTags,
      List<AskedField> asked,
      boolean counted,
      Consumer<List<FoundModel>> consumer) {
    int[] passed = {0};
    Consumer<List<FoundModel>> counting =
        models -> {
          passed[0] += models.size();
          consumer.accept(models);
        };
    long models = eachModel(terms, limit, withTags, asked, counted, counting);
    return FoundRepositories.areAsked(terms)
        ? models
            + new FoundRepositories(database).each(terms, limit - passed[0], asked.size(), consumer)
        : models;
  }

  private long eachModel(
      List<Term> terms,
      int limit,
      boolean withTags,
      List<AskedField> asked,
      boolean counted,
      Consumer<List<FoundModel>> consumer) {
    return database.snapshot(
        sql -> {
          Plan plan = plan(sql, terms);
          Set<Long> found = new LinkedHashSet<>();
          for (Step step : plan.steps) {
            if (found.size() < limit) {
              find(sql, plan, step, limit, found);
            }
          }
          new FoundModels(sql, withTags, asked).each(List.copyOf(found), consumer);
          return counted && found.size() == limit ? count(sql, plan) : found.size();
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
    return database.snapshot(sql -> count(sql, plan(sql, terms)));
  }

  private static long count(Sql sql, Plan plan) throws SQLException {
    TextMatch text = plan.text;
    if (text != null && plan.others.isEmpty()) {
      return sql.number(
          "SELECT count(*) FROM (" + text.ids(plan.index) + ")", text.values(plan.index));
    }
    Conditions matching = plan.matching(plan.steps.getLast());
    return sql.number("SELECT count(*) FROM " + MODELS + matching.sql(), matching.values());
  }

  /** Adds the models that match a step, up to a number of all found ones. */
  private static void find(Sql sql, Plan plan, Step step, int limit, Set<Long> found)
      throws SQLException {
    Step.Each each = step.each();
    // Sets that other terms need would be made twice.
    if (each != null && !plan.others.sql().contains("SELECT")) {
      look(sql, each, plan.others, limit, found);
    }
    if (found.size() < limit) {
      Conditions matching = plan.matching(step);
      sql.forEach(
          "SELECT m.id FROM " + MODELS + matching.sql() + ORDER + " LIMIT ?",
          row -> {
            if (found.size() < limit) {
              found.add(row.getLong(1));
            }
          },
          matching.values(limit));
    }
  }

  /** Looks at the most downloaded models one by one, if many of them match. */
  private static void look(Sql sql, Step.Each each, Conditions others, int limit, Set<Long> found)
      throws SQLException {
    Conditions likely = new Conditions().and(others).and(each.likely());
    long sample =
        sql.number(
            "SELECT sum(%s) FROM (SELECT * FROM %s%s LIMIT %d) m"
                .formatted(likely.joined(), MODELS, ORDER, SAMPLE),
            likely.values());
    if (sample < SAMPLE / 4 || sample * MOST_LOOKS < (long) limit * SAMPLE) {
      return;
    }
    Conditions matching = new Conditions().and(others).and(each.matching());
    int[] left = {MOST_LOOKS};
    sql.every(
        "SELECT m.id, " + matching.joined() + " FROM " + MODELS + ORDER,
        row -> {
          if (row.getBoolean(2)) {
            found.add(row.getLong(1));
          }
          return found.size() < limit && --left[0] > 0;
        },
        goesOn -> goesOn,
        matching.values());
  }

  /** Up to three names of models that a query without matches may mean, the nearest ones. */
  public List<String> nearest(String query) {
    return database.snapshot(
        sql ->
            NearestNames.of(
                sql, SearchIndex.of(sql), NamedKinds.of(database), SearchSteps.words(query)));
  }

  /**
   * How to find the models that match some terms.
   *
   * @param steps from the closest matches to all; one without a condition where no text is sought
   * @param others what all steps demand beside the text
   * @param text what the last step demands; null where no text is sought, or not only in the index
   */
  private record Plan(
      SearchIndex index, List<Step> steps, Conditions others, @Nullable TextMatch text) {

    Conditions matching(Step step) {
      return new Conditions().and(step.matching()).and(others);
    }
  }

  private Plan plan(Sql sql, List<Term> terms) throws SQLException {
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
    SearchIndex index = SearchIndex.of(sql);
    List<String> words = SearchSteps.words(words(terms));
    if (words.isEmpty()) {
      return new Plan(index, List.of(new Step(new Conditions(), null)), others, null);
    }
    NamedKinds kinds = NamedKinds.of(database);
    return new Plan(
        index,
        SearchSteps.of(sql, index, kinds, words),
        others,
        words.stream().allMatch(word -> kinds.with(word).isEmpty())
            ? SearchSteps.anywhere(words)
            : null);
  }

  private static boolean isWords(Term term) {
    return !term.not()
        && term.isAbout(ModelFields.TEXT)
        && term.isOfParts()
        && term.values().size() == 1
        && ModelFields.named(term.texts().getFirst()) == null;
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
