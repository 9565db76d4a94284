package dev.tensors.tsr.catalog;

import dev.tensors.tsr.prompts.JsonString;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The tags that the user gave contents, in tsr or in another manager. Tags that differ only in case
 * are one tag.
 */
final class UserTags {

  /** A model's files are found by its tags, and a content's by its own, each in an index. */
  private static final String TAGGED =
      """
      f.id IN (
        SELECT id FROM local_files WHERE sha256 IN (SELECT sha256 FROM note_tags %s)
        UNION ALL
        SELECT id FROM local_files WHERE sha256 IN (SELECT value FROM json_each(?))
        UNION ALL
        SELECT tagged.id
        FROM model_tags mt
        CROSS JOIN models m ON m.id = mt.model_id
        CROSS JOIN local_files tagged ON tagged.civitai_model_id = m.civitai_id
        WHERE mt.tag_id IN (%s)
      )""";

  private UserTags() {}

  /** SQL: the tags of a file, each on a line. */
  static String of(String sha256Column) {
    return "concat_ws(char(10), "
        + Notes.ownTags(sha256Column)
        + ", "
        + ImportedNotes.value(sha256Column, ImportedNotes.TAGS)
        + ")";
  }

  /** Tags in their order, without those that differ from an earlier one in case only. */
  static List<String> distinct(Collection<String> tags) {
    Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    return tags.stream().filter(seen::add).toList();
  }

  /**
   * The condition that the user gave the file f a tag, or that its model has it. Compares the tags
   * here, and not in SQL, which folds the case of ASCII letters only.
   *
   * @param tag the whole tag, in any case
   */
  static Conditions condition(Sql sql, String tag) throws SQLException {
    String wanted = Folding.of(tag);
    List<String> own = new ArrayList<>();
    sql.forEach(
        "SELECT DISTINCT tag FROM note_tags",
        row -> {
          if (Folding.of(row.getString(1)).equals(wanted)) {
            own.add(row.getString(1));
          }
        });
    List<Long> ids = new ArrayList<>();
    sql.forEach(
        "SELECT id, name FROM tags",
        row -> {
          if (Folding.of(row.getString(2)).equals(wanted)) {
            ids.add(row.getLong(1));
          }
        });
    Conditions ofUser = new Conditions().andIn("tag", own);
    String idList = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new Conditions()
        .and(
            TAGGED.formatted(ofUser.sql(), idList),
            ofUser.values(
                ImportedNotes.tagged(sql, tag).stream()
                    .map(JsonString::of)
                    .collect(Collectors.joining(",", "[", "]"))));
  }
}
