package dev.tensors.tsr.search;

import static dev.tensors.tsr.fields.Field.day;
import static dev.tensors.tsr.fields.Field.number;
import static dev.tensors.tsr.fields.Field.text;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.ModelKinds;
import dev.tensors.tsr.library.NamedFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.Permissions;
import dev.tensors.tsr.library.versions.NewerVersions;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.model.ModelHash;
import dev.tensors.tsr.model.ModelReference;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.model.Repository;
import dev.tensors.tsr.search.TextMatch.Part;
import dev.tensors.tsr.search.TextMatch.Place;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What terms can ask of a cached model m: of its own, of any of its versions, and of any of its
 * recorded files. Which rows of other tables match is asked once, and not for each model.
 */
public final class ModelFields {

  /**
   * What recorded files belong to.
   *
   * @param row SQL: what names the row
   * @param ofFile SQL: the same of a file f
   */
  record Owner(String row, String ofFile) {

    /** Rows of which a recorded file has the value; none where no such file has any. */
    Field.Matching matching(String name) {
      return (database, sql, value) -> {
        boolean isNone = value instanceof Term.Value.None;
        Term.Value any = isNone ? new Term.Value.Any() : value;
        Field field = FileFields.TABLE.field(name).orElseThrow();
        Conditions files = ofFiles(database, sql, List.of(new Term(false, field, List.of(any))));
        return isNone ? files.negated() : files;
      };
    }

    /** The states that a row has because a recorded file of it has them. */
    Map<String, FieldTable.State> statesOfFiles() {
      return Map.of(
          "outdated",
          (database, sql) ->
              ofFiles(database, sql, List.of(Term.ofState("outdated"), Term.ofNoState("missing"))),
          "favourite",
          (database, sql) -> ofFiles(database, sql, List.of(Term.ofState("favourite"))));
    }

    /** Rows of which a recorded file matches the terms. */
    Conditions ofFiles(Database database, Sql sql, List<Term> terms) throws SQLException {
      Conditions files = new Conditions().and(ofFile + " IS NOT NULL");
      for (Term term : terms) {
        files.and(term.condition(database, sql, FileFields.TABLE));
      }
      return new Conditions()
          .and(
              "%s IN (SELECT %s %s%s)"
                  .formatted(row, ofFile, FileFields.TABLE.tables(files.sql()), files.sql()),
              files.values());
    }
  }

  private static final Owner OWNERS = new Owner("m.civitai_id", "f.civitai_model_id");

  static final Field TEXT = text("text", "s.text").matching(ModelFields::hasText);
  static final Field BASE =
      text("base", "v.base_model")
          .called("base_model")
          .matching((database, _, value) -> hasBase(new ModelKinds(database), value));

  static final Field SOURCE =
      text("source", "f.link_source")
          .ofWords(LinkSource.words())
          .matching(OWNERS.matching("source"));

  static final String OF_VERSIONS = "m.id IN (SELECT v.model_id FROM model_versions v WHERE %s)";

  private static final String OF_WORDS =
      """
      m.id IN (SELECT v.model_id FROM model_versions v
        WHERE v.id IN (SELECT t.version_id FROM trained_words t WHERE %s))\
      """;

  private static final String OF_HASHES =
      """
      m.id IN (
        SELECT v.model_id FROM file_hashes h
        CROSS JOIN version_files vf ON vf.id = h.file_id
        CROSS JOIN model_versions v ON v.id = vf.version_id
        WHERE %s)\
      """;

  private static final String IS_HERE =
      """
      m.civitai_id IN (
        SELECT civitai_model_id FROM local_files
        WHERE missing_since IS NULL AND civitai_model_id IS NOT NULL)\
      """;

  private static final String IS_PAID =
      """
      m.id IN (
        SELECT p.model_id FROM model_versions p
        WHERE %s)\
      """
          .formatted(NewerVersions.isNewestAndPaid("p"));

  private static final Map<String, FieldTable.State> STATES = new HashMap<>();

  static {
    STATES.put("here", (_, _) -> new Conditions().and(IS_HERE));
    STATES.put("gone", (_, _) -> new Conditions().and("m.gone_at IS NOT NULL"));
    STATES.put("mature", (_, _) -> new Conditions().and("m.nsfw"));
    STATES.put("paid", (_, _) -> new Conditions().and(IS_PAID));
    STATES.put(
        "ignored",
        (_, _) -> new Conditions().and("m.civitai_id IN (SELECT model_id FROM ignored_versions)"));
    STATES.putAll(OWNERS.statesOfFiles());
  }

  /** The models of a catalogue. */
  public static final FieldTable TABLE =
      new FieldTable(
          "models",
          "models m",
          "m.id",
          Map.of(),
          Map.of(),
          "m.civitai_id",
          List.of(
              indexed("name", Place.NAME).called("model"),
              text("type", "m.type")
                  .matching((database, _, value) -> hasType(new ModelKinds(database), value)),
              BASE,
              indexed("creator", Place.CREATOR),
              indexed("tag", Place.TAGS).called("tags"),
              text("word", "w.word").matching(ModelFields::hasWord),
              indexed("version", Place.VERSIONS),
              text("note", "f.note").matching(OWNERS.matching("note")),
              number("rating", "f.rating").matching(OWNERS.matching("rating")),
              day("published", "v.published_at")
                  .matching((_, _, value) -> inAny(OF_VERSIONS, "v.published_at", value)),
              Permissions.LICENCE.matching((_, _, value) -> Permissions.match("m", value)),
              text("hash", "h.hash_value").matching(ModelFields::hasHash),
              SOURCE,
              TEXT),
          STATES);

  private ModelFields() {}

  private static Field indexed(String key, Place place) {
    return text(key, "s." + key).matching((_, sql, value) -> isIn(place, sql, value));
  }

  private static Conditions isIn(Place place, Sql sql, Term.Value value) throws SQLException {
    SearchIndex index = SearchIndex.of(sql);
    if (value instanceof Term.Value.Text(String text, boolean isWhole)) {
      String folded = Folding.of(text);
      Part part = isWhole ? Part.ofValue(place, folded) : new Part(place, folded);
      return new TextMatch().and(part).on("m.id", index);
    }
    Conditions any =
        new Conditions()
            .and(
                "m.id IN (SELECT t.id FROM %s t WHERE length(t.c%d) > 3)"
                    .formatted(index.content(), place.columns().getFirst()));
    return value instanceof Term.Value.None ? any.negated() : any;
  }

  /** In the index, as a type or a base model, or as what names a model. */
  private static Conditions hasText(Database database, Sql sql, Term.Value value)
      throws SQLException {
    if (!(value instanceof Term.Value.Text(String text, boolean isWhole))) {
      return isIn(Place.TEXTS, sql, value);
    }
    Conditions named = isWhole ? null : named(text);
    if (named != null) {
      return named;
    }
    NamedKinds kinds = NamedKinds.of(database);
    return isWhole
        ? kinds.called(text).or(isIn(Place.TEXTS, sql, value), NamedKinds.ALL)
        : SearchSteps.last(sql, SearchIndex.of(sql), kinds, SearchSteps.words(text)).matching();
  }

  /**
   * The condition that a model is the one whose address, or whose AIR, a text is, or that a file of
   * it is in the repository that the text names; null if it is another text.
   */
  static @Nullable Conditions named(String text) {
    ModelReference model = ModelReference.ofAddress(text).orElse(null);
    if (model == null) {
      return Repository.of(text)
          .map(
              repository ->
                  NamedFiles.isIn(repository)
                      .within(
                          """
                          m.civitai_id IN (SELECT f.civitai_model_id FROM local_files f
                            WHERE f.civitai_model_id IS NOT NULL AND %s)\
                          """))
          .orElse(null);
    }
    Conditions same = new Conditions();
    if (model.modelId() != null) {
      same.and("m.civitai_id = ?", model.modelId());
    }
    if (model.versionId() != null) {
      same.and(
          "m.id IN (SELECT v.model_id FROM model_versions v WHERE v.civitai_id = ?)",
          model.versionId());
    }
    return same;
  }

  private static Conditions hasType(ModelKinds kinds, Term.Value value) {
    return value instanceof Term.Value.Text(String word, boolean isWhole) && !isWhole
        ? new Conditions().andIn("m.type", kinds.typesCalled(List.of(word)))
        : value.of("m.type");
  }

  private static Conditions hasBase(ModelKinds kinds, Term.Value value) {
    if (value instanceof Term.Value.Text(String word, boolean isWhole) && !isWhole) {
      return new Conditions()
          .andIn("v.base_model", kinds.baseModelsCalled(List.of(word)))
          .within(OF_VERSIONS);
    }
    return inAny(OF_VERSIONS, "v.base_model", value);
  }

  private static Conditions hasWord(Database database, Sql sql, Term.Value value)
      throws SQLException {
    if (value instanceof Term.Value.None) {
      return hasWord(database, sql, new Term.Value.Any()).negated();
    }
    Conditions ofVersions = inAny(OF_WORDS, "t.word", value);
    if (value instanceof Term.Value.Text(String word, boolean isWhole) && isWhole) {
      // CivitAI packs several words into one text. Few texts have the word, and only these are
      // split.
      sql.define("lines", packed -> String.join("\n", PackedWords.split(List.of(packed))));
      ofVersions =
          new Term.Value.Text(word, false)
              .of("t.word")
              .and(
                  new Term.Value.Text("\n" + word + "\n", false)
                      .of("char(10) || lines(t.word) || char(10)"))
              .within(OF_WORDS);
    }
    Conditions ofFiles =
        OWNERS.ofFiles(
            database, sql, List.of(new Term(false, FileFields.TRIGGERS, List.of(value))));
    return Conditions.anyOf(List.of(ofVersions, ofFiles));
  }

  /** A hash of a file at CivitAI, or of a recorded one. */
  private static Conditions hasHash(Database database, Sql sql, Term.Value value)
      throws SQLException {
    if (value instanceof Term.Value.None) {
      return hasHash(database, sql, new Term.Value.Any()).negated();
    }
    return Conditions.anyOf(
        List.of(
            hashAtCivitai(value).within(OF_HASHES),
            OWNERS.matching("hash").of(database, sql, value)));
  }

  private static Conditions hashAtCivitai(Term.Value value) {
    if (!(value instanceof Term.Value.Text(String text, _))) {
      return value.of("h.hash_value");
    }
    String upper = ModelHash.plain(text);
    String lower = upper.toLowerCase(Locale.ROOT);
    // G sorts after each hash with this start.
    return new Conditions()
        .and(
            "(h.hash_value >= ? AND h.hash_value < ? OR h.hash_value >= ? AND h.hash_value < ?)",
            upper,
            upper + "G",
            lower,
            lower + "g");
  }

  /** Models of which a row has the value; none is unknown where no row has any. */
  private static Conditions inAny(String models, String value, Term.Value wanted) {
    return wanted instanceof Term.Value.None
        ? new Term.Value.Any().of(value).within(models).negated()
        : wanted.of(value).within(models);
  }
}
