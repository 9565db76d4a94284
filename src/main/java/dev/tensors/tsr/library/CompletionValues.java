package dev.tensors.tsr.library;

import dev.tensors.tsr.library.notes.ImportedNotes;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.system.PathNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds names in the catalogue that begin with a typed text: of each kind at most {@link #MOST}, so
 * that the answer comes before the next key. Only if no name begins with the text in the typed case
 * it reads all names and compares them in any case.
 */
public final class CompletionValues {

  /** A name that begins with the typed text, with a few words that describe it. */
  public record Value(String name, @Nullable String description) {}

  /** More than a screen shows. */
  public static final int MOST = 100;

  /** The highest character: a text with it sorts after all names that begin with the text. */
  private static final String LAST = "\uDBFF\uDFFF";

  private static final long LARGEST_ID = Integer.MAX_VALUE;

  private static final String FILES =
      """
      SELECT %1$s AS name, m.name
      FROM local_files f LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      WHERE f.missing_since IS NULL AND %%s
      LIMIT %2$d
      """
          .formatted(LocalFiles.NAME, MOST);

  private static final String MODELS = "SELECT m.civitai_id, m.name FROM models m WHERE ";

  private final Database database;

  public CompletionValues(Database database) {
    this.database = database;
  }

  /** The names of files that are not missing. */
  public List<Value> fileNames(String start) {
    String inPath = PathNames.HERE.separator() + start;
    List<Value> exact =
        list(
            FILES.formatted(
                "instr(file_path, ?2) > 0 AND substr(%s, 1, length(?1)) = ?1"
                    .formatted(LocalFiles.NAME)),
            start,
            inPath);
    return exact.isEmpty()
        ? list(
            FILES.formatted(
                "file_path LIKE ?2 ESCAPE '\\' AND substr(%s, 1, length(?1)) = ?1 COLLATE NOCASE"
                    .formatted(LocalFiles.NAME)),
            start,
            "%" + inPath.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
        : exact;
  }

  /**
   * Cached models by the first digits of their id at CivitAI. Without digits: the models that files
   * are linked to, else all models.
   *
   * @param start digits, or empty
   */
  public List<Value> models(String start) {
    if (start.isEmpty()) {
      List<Value> linked =
          list(
              MODELS + "m.civitai_id IN (SELECT civitai_model_id FROM local_files) LIMIT ?1", MOST);
      return linked.isEmpty() ? list(MODELS + "1 ORDER BY m.civitai_id LIMIT ?1", MOST) : linked;
    }
    List<Value> models = new ArrayList<>();
    long first =
        start.length() < 11 && !start.startsWith("0") ? Long.parseLong(start) : Long.MAX_VALUE;
    for (long least = first, count = 1; least <= LARGEST_ID; least *= 10, count *= 10) {
      models.addAll(
          list(
              MODELS + "m.civitai_id BETWEEN ?1 AND ?2 ORDER BY m.civitai_id LIMIT ?3",
              least,
              least + count - 1,
              MOST - models.size()));
    }
    return models;
  }

  /** Tags of the user and of cached models. */
  public List<Value> tags(String start) {
    List<Value> tags = new ArrayList<>(ownTags(start));
    tags.addAll(column("tags", "name", start));
    return tags;
  }

  /** Tags that the user gave here, or in another manager. */
  public List<Value> ownTags(String start) {
    Set<String> tags = new TreeSet<>();
    list(
            """
            SELECT DISTINCT tag, NULL FROM note_tags
            WHERE tag BETWEEN ?1 AND ?1 || ?2 ORDER BY tag LIMIT ?3
            """,
            start,
            LAST,
            MOST)
        .forEach(value -> tags.add(value.name()));
    tags.addAll(database.query(sql -> ImportedNotes.tagsStarting(sql, start)));
    boolean exact = tags.stream().anyMatch(tag -> tag.startsWith(start));
    return tags.stream()
        .filter(tag -> !exact || tag.startsWith(start))
        .limit(MOST)
        .map(tag -> new Value(tag, null))
        .toList();
  }

  public List<Value> creators(String start) {
    return column("creators", "username", start);
  }

  private List<Value> column(String table, String column, String start) {
    String select = "SELECT %2$s, NULL FROM %1$s WHERE ".formatted(table, column);
    List<Value> exact =
        list(
            select + "%1$s BETWEEN ?1 AND ?2 ORDER BY %1$s LIMIT ?3".formatted(column),
            start,
            start + LAST,
            MOST);
    return exact.isEmpty()
        ? list(
            select
                + "substr(%1$s, 1, length(?1)) = ?1 COLLATE NOCASE ORDER BY %1$s LIMIT ?2"
                    .formatted(column),
            start,
            MOST)
        : exact;
  }

  private List<Value> list(String select, Object... values) {
    return database.query(
        sql -> sql.list(select, row -> new Value(row.getString(1), row.getString(2)), values));
  }
}
