package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.model.PackedWords;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

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
   */
  record Texts(String files, String text, boolean areLines) {

    Conditions match(Term.Value value) {
      Conditions match = value.of(text);
      if (value instanceof Term.Value.Text(String one, boolean isWhole) && isWhole && areLines) {
        match =
            new Term.Value.Text("\n" + one + "\n", false)
                .of("char(10) || lines(" + text + ") || char(10)");
      }
      return match.within(files);
    }
  }

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
          new Texts(OF_MODELS.formatted("SELECT id FROM models t WHERE %s"), "t.name", false),
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
          new Texts(
              """
              f.civitai_version_id IN (SELECT civitai_id FROM model_versions
                WHERE id IN (SELECT version_id FROM trained_words t WHERE %s))""",
              "t.word", true));

  static final List<Texts> ALL =
      Stream.of(
              List.of(
                  new Texts("%s", "f.file_path", false),
                  new Texts("%s", "v.name", false),
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

  /** How terms compare some texts. */
  static Field.Matching matching(List<Texts> texts) {
    return new Field.Matching() {
      @Override
      public Conditions of(Database database, Sql sql, Term.Value value) throws SQLException {
        return match(sql, value, texts);
      }

      @Override
      public boolean joins(String text) {
        return true;
      }
    };
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
