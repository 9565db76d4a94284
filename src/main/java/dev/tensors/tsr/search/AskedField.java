package dev.tensors.tsr.search;

import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.Permissions;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.search.FoundModels.FoundModel;
import java.util.Arrays;
import java.util.List;

/** What a table shows of models only where a term asks for it. In its SQL m is a model. */
enum AskedField {
  TAG(
      "tag",
      ValueKind.TEXT,
      """
      (SELECT group_concat(t.name, ', ' ORDER BY mt.tag_id) FROM model_tags mt
        JOIN tags t ON t.id = mt.tag_id WHERE mt.model_id = m.id)"""),
  /** When the last of its versions was. */
  PUBLISHED(
      "published",
      ValueKind.TIME,
      "(SELECT max(p.published_at) FROM model_versions p WHERE p.model_id = m.id)"),
  /** The highest of the user's files. */
  RATING("rating", ValueKind.NUMBER, ofFiles("max(%s)", FileFields.RATING.sql().getFirst())),
  NOTE(
      "note",
      ValueKind.TEXT,
      ofFiles("group_concat(DISTINCT %s)", FileFields.NOTE.sql().getFirst())),
  LICENCE("permissions", ValueKind.TEXT, "replace(rtrim(" + Permissions.JOINED + "), ' ', ', ')");

  /** Of the field that terms ask for. */
  private final String key;

  private final ValueKind kind;
  private final String sql;

  AskedField(String key, ValueKind kind, String sql) {
    this.key = key;
    this.kind = kind;
    this.sql = sql;
  }

  private static String ofFiles(String sum, String value) {
    return """
    (SELECT %s FROM local_files f LEFT JOIN notes note ON note.sha256 = f.sha256
      WHERE f.civitai_model_id = m.civitai_id)"""
        .formatted(sum.formatted(value));
  }

  String sql() {
    return sql;
  }

  /** Those that terms ask for. */
  static List<AskedField> of(List<Term> terms) {
    return Arrays.stream(values()).filter(asked -> terms.stream().anyMatch(asked::isIn)).toList();
  }

  private boolean isIn(Term term) {
    return term.field() != null && term.field().key().equals(key);
  }

  /**
   * The column of the table.
   *
   * @param place in {@link FoundModel#asked}
   */
  Column<FoundModel> column(int place) {
    return Column.<FoundModel>of(key, name(), kind, model -> model.asked().get(place)).asAsked();
  }
}
