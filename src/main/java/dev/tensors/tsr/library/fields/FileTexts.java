package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.library.schema.SearchTexts;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The texts of files that terms compare: in their own row, and in rows of other tables. */
final class FileTexts {

  /**
   * Texts of files, most of them in rows t of other tables. Which rows match is asked once, and not
   * for each file.
   *
   * @param files SQL: the files of such rows, with the condition on a row in the place of {@code
   *     %s}
   * @param text SQL: the text of a row
   * @param areLines whether each line of the text is a value of its own
   * @param indexed the same rows, as the search index finds them; null: there are few, or it has
   *     none of them
   */
  record Texts(String files, String text, boolean areLines, @Nullable Indexed indexed) {

    Texts(String files, String text, boolean areLines) {
      this(files, text, areLines, null);
    }

    Conditions match(Term.Value value) {
      String query = indexed == null ? null : SearchTexts.query(indexed.column, parts(value));
      return indexed == null || query == null
          ? has(value, text).within(files)
          : new Conditions()
              .and(indexed.ofModels.formatted(SearchTexts.MODELS), query)
              .and(has(value, indexed.text))
              .within(indexed.files);
    }

    /** Folded texts of which one is in each text that has the value; empty: it is no text. */
    private List<String> parts(Term.Value value) {
      if (value instanceof Term.Value.Parts(_, List<String> texts)) {
        return texts;
      }
      // Several lines may be several words, between which there was a comma.
      return value instanceof Term.Value.Text(String one, _) && !(areLines && one.contains("\n"))
          ? List.of(Folding.of(one))
          : List.of();
    }

    private Conditions has(Term.Value value, String text) {
      Conditions match = value.of(text);
      if (value instanceof Term.Value.Text(String one, boolean isWhole) && isWhole && areLines) {
        match =
            new Term.Value.Text("\n" + one + "\n", false)
                .of("char(10) || lines(" + text + ") || char(10)");
      }
      return match;
    }
  }

  /**
   * Rows t that are texts of models, in a column of the index {@code model_search}. So many may be
   * cached that reading them all takes longer than reading all files.
   *
   * @param files as of {@link Texts}
   * @param text as of {@link Texts}
   * @param ofModels SQL: the condition that a row is of a model, with a query for the models' ids
   *     in the place of {@code %s}
   */
  record Indexed(String column, String files, String text, String ofModels) {}

  private static final String OF_MODELS =
      "f.civitai_model_id IN (SELECT civitai_id FROM models WHERE id IN (%s))";
  private static final String IMPORTED =
      """
      f.sha256 IN (
        SELECT sha256 FROM (
          SELECT sha256, value, min(rank) FROM imported_notes WHERE key = '%s' GROUP BY sha256) t
        WHERE %%s)""";

  static final List<Texts> MODEL =
      List.of(
          indexed(
              "name",
              OF_MODELS.formatted("SELECT id FROM models t WHERE %s"),
              "t.name",
              false,
              "t.id IN (%s)"),
          new Texts("%s", "f.hf_repo", false));

  static final List<Texts> CREATOR =
      List.of(
          new Texts(
              OF_MODELS.formatted(
                  """
                  SELECT id FROM models
                  WHERE creator_id IN (SELECT id FROM creators t WHERE %s)"""),
              "t.username",
              false));

  static final List<Texts> TAG =
      List.of(
          new Texts("f.sha256 IN (SELECT sha256 FROM note_tags t WHERE %s)", "t.tag", false),
          new Texts(IMPORTED.formatted(ImportedNotes.TAGS), "t.value", true),
          new Texts(
              OF_MODELS.formatted(
                  """
                  SELECT model_id FROM model_tags
                  WHERE tag_id IN (SELECT id FROM tags t WHERE %s)"""),
              "t.name",
              false));

  static final List<Texts> WORD =
      List.of(
          new Texts("f.sha256 IN (SELECT sha256 FROM notes t WHERE %s)", "t.triggers", true),
          new Texts(IMPORTED.formatted(ImportedNotes.TRIGGERS), "t.value", true),
          indexed(
              "words",
              """
              f.civitai_version_id IN (SELECT civitai_id FROM model_versions
                WHERE id IN (SELECT version_id FROM trained_words t WHERE %s))""",
              "t.word",
              true,
              "t.version_id IN (SELECT id FROM model_versions WHERE model_id IN (%s))"));

  private static final Texts VERSION =
      new Texts(
          "%s",
          "v.name",
          false,
          new Indexed(
              "versions",
              "f.civitai_version_id IN (SELECT civitai_id FROM model_versions t WHERE %s)",
              "t.name",
              "t.model_id IN (%s)"));

  static final List<Texts> ALL =
      Stream.of(
              List.of(
                  new Texts("%s", "f.file_path", false),
                  VERSION,
                  new Texts("f.sha256 IN (SELECT sha256 FROM notes t WHERE %s)", "t.text", false),
                  new Texts(
                      """
                      f.sha256 IN (SELECT sha256 FROM imported_notes t
                        WHERE key IN ('text', 'title') AND %s)""",
                      "t.value", false)),
              MODEL,
              CREATOR,
              TAG,
              WORD)
          .flatMap(List::stream)
          .toList();

  private FileTexts() {}

  private static Texts indexed(
      String column, String files, String text, boolean areLines, String ofModels) {
    return new Texts(files, text, areLines, new Indexed(column, files, text, ofModels));
  }

  /** The condition that one of some texts has a value. */
  static Conditions match(Sql sql, Term.Value value, List<Texts> texts) throws SQLException {
    sql.define("lines", packed -> String.join("\n", PackedWords.split(List.of(packed))));
    if (value instanceof Term.Value.None) {
      return match(sql, new Term.Value.Any(), texts).negated();
    }
    return Conditions.anyOf(texts.stream().map(some -> some.match(value)).toList());
  }
}
