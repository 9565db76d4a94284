package dev.tensors.tsr.search;

import static dev.tensors.tsr.fields.Field.computed;
import static dev.tensors.tsr.fields.Field.day;
import static dev.tensors.tsr.fields.Field.number;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.fields.Permissions;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds cached repositories of Hugging Face, where terms ask for them. */
final class FoundRepositories {

  private static final String OWNER =
      "CASE WHEN instr(hub.repo, '/') THEN substr(hub.repo, 1, instr(hub.repo, '/') - 1) END";

  private static final Field NAME = text("name", "hub.repo").called("model");
  private static final Field CREATOR = text("creator", OWNER);
  private static final Field BASE =
      text("base", "hub.civitai_base")
          .called("base_model")
          .matching((database, _, value) -> hasBase(new ModelKinds(database), value));
  private static final Field VERSION = text("version", "hub.revision");

  /** The paths of the files that are linked to it and not missing. */
  private static final Field FILES =
      computed(
              "local_files",
              Field.Kind.LIST,
              (_, _) -> rows -> rows.stream().map(row -> paths((String) row[0])).toList(),
              """
              (SELECT group_concat(f.file_path, char(0) ORDER BY f.file_path) FROM local_files f
                WHERE f.hf_repo = hub.repo AND f.missing_since IS NULL)\
              """)
          .unlisted();

  private static final ModelFields.Owner OWNERS = new ModelFields.Owner("hub.repo", "f.hf_repo");

  private static final Map<String, FieldTable.State> STATES = new HashMap<>();

  static {
    for (String never : List.of("gone", "mature", "paid", "ignored")) {
      STATES.put(never, (_, _) -> new Conditions().and("0"));
    }
    STATES.put(
        "here",
        (database, sql) -> OWNERS.ofFiles(database, sql, List.of(Term.ofNoState("missing"))));
    STATES.putAll(OWNERS.statesOfFiles());
  }

  /** With the fields of {@link ModelFields}; a row is the commit of main, else the last one. */
  private static final FieldTable TABLE =
      new FieldTable(
          "repositories",
          """
          (SELECT repo, revision, civitai_base, modified_at,
              max((CASE ref WHEN 'main' THEN 1 ELSE 0 END) || fetched_at)
            FROM hf_repositories GROUP BY repo) hub\
          """,
          "hub.repo",
          Map.of(),
          Map.of(),
          "hub.repo",
          List.of(
              NAME,
              text("type", "NULL"),
              BASE,
              CREATOR,
              ofFiles("tag").called("tags"),
              ofFiles("word"),
              VERSION,
              ofFiles("note"),
              number("rating", "NULL").matching(OWNERS.matching("rating")),
              day("published", "hub.modified_at"),
              text(Permissions.LICENCE.key(), "NULL"),
              text("hash", "hub.repo").matching((_, _, value) -> hasHash(value)),
              text("source", "'" + LinkSource.HUGGINGFACE.word() + "'"),
              text("text", "hub.repo").matching((_, _, value) -> hasText(value)),
              FILES),
          STATES);

  private final Database database;

  FoundRepositories(Database database) {
    this.database = database;
  }

  private static Field ofFiles(String name) {
    return text(name, "NULL").matching(OWNERS.matching(name));
  }

  /** Whether some terms ask for repositories: by the source, or by a repository's name. */
  static boolean areAsked(List<Term> terms) {
    return terms.stream()
        .anyMatch(
            term ->
                !term.not()
                    && (term.isAbout(ModelFields.SOURCE)
                        || term.isAbout(ModelFields.TEXT)
                            && term.texts().stream()
                                .anyMatch(text -> Repository.of(text).isPresent())));
  }

  /**
   * Passes the repositories that match all terms to the consumer, by their names.
   *
   * @param terms of models
   * @param asked how many values tables show that are not known of repositories
   * @return the number of all matches
   */
  long each(List<Term> terms, int limit, int asked, Consumer<List<FoundModel>> consumer) {
    return new FieldQuery(TABLE, List.of(NAME, CREATOR, BASE, VERSION, FILES))
        .where(terms.stream().map(FoundRepositories::ofRepositories).toList())
        .limit(limit)
        .totalling(number("none", "0"))
        .each(
            database, rows -> consumer.accept(rows.stream().map(row -> found(row, asked)).toList()))
        .rows();
  }

  /** The number of those that match all terms of models. */
  long count(List<Term> terms) {
    return each(terms, 0, 0, none -> {});
  }

  private static Term ofRepositories(Term ofModels) {
    Field field = ofModels.field();
    return field == null
        ? ofModels
        : new Term(ofModels.not(), TABLE.field(field.key()).orElseThrow(), ofModels.values());
  }

  private static FoundModel found(FieldRow row, int asked) {
    return new FoundModel(
        null,
        row.known(NAME),
        null,
        null,
        row.text(CREATOR),
        row.text(BASE),
        row.text(VERSION),
        null,
        null,
        null,
        null,
        List.of(),
        row.list(FILES),
        new ArrayList<>(Collections.nCopies(asked, (@Nullable String) null)));
  }

  private static List<String> paths(@Nullable String joined) {
    return joined == null ? List.of() : List.of(joined.split("\0"));
  }

  private static Conditions hasBase(ModelKinds kinds, Term.Value value) {
    return value instanceof Term.Value.Text(String word, boolean isWhole) && !isWhole
        ? new Conditions().andIn("hub.civitai_base", kinds.baseModelsCalled(List.of(word)))
        : value.of("hub.civitai_base");
  }

  private static Conditions hasHash(Term.Value value) {
    return value instanceof Term.Value.Text(String text, _)
        ? new Conditions()
            .and(
                """
                hub.repo IN (SELECT hf.repo FROM hf_files hf
                  WHERE hf.sha256 >= ? AND hf.sha256 < ?)\
                """,
                ModelHash.plain(text),
                ModelHash.plain(text) + "G") // after each hash with this start
        : value.of("hub.repo");
  }

  /** Each word is in the name, the base model, or the path of one of its files. */
  private static Conditions hasText(Term.Value value) {
    if (!(value instanceof Term.Value.Text(String text, boolean isWhole)) || isWhole) {
      return value.of("hub.repo");
    }
    Repository named = Repository.of(text).orElse(null);
    if (named != null) {
      String revision = named.revision();
      Conditions isNamed = new Conditions().and("hub.repo = ? COLLATE NOCASE", named.name());
      return revision == null
          ? isNamed
          : isNamed.and(
              """
              EXISTS (SELECT 1 FROM hf_repositories told
                WHERE told.repo = hub.repo AND (told.revision = ? OR told.ref = ?))\
              """,
              revision,
              revision);
    }
    Conditions all = new Conditions();
    for (String word : SearchSteps.words(text)) {
      Term.Value one = new Term.Value.Text(word, false);
      all.and(
          Conditions.anyOf(
              List.of(
                  one.of("hub.repo"),
                  one.of("hub.civitai_base"),
                  one.of("hf.path")
                      .within(
                          """
                          EXISTS (SELECT 1 FROM hf_files hf
                            WHERE hf.repo = hub.repo AND hf.revision = hub.revision AND %s)\
                          """))));
    }
    return all;
  }
}
