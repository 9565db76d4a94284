package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists the files in the catalogue with their links and models. */
public final class FileListing {

  /** All that a text given by the user is compared with, each value on a line of its own. */
  private static final String TEXT =
      """
      , concat_ws(
        char(10),
        f.file_path,
        m.name,
        v.name,
        (SELECT group_concat(t.name, char(10))
          FROM model_tags mt JOIN tags t ON t.id = mt.tag_id WHERE mt.model_id = m.id),
        (SELECT group_concat(w.word, char(10)) FROM trained_words w WHERE w.version_id = v.id),
        note.text,
        note.triggers,
        %s,
        %s
      ) AS searched
      """
          .formatted(Notes.ownTags("f.sha256"), ImportedNotes.texts("f.sha256"));

  private static final String FILES =
      """
      FROM local_files f
      JOIN v_known_identity k ON k.local_file_id = f.id
      LEFT JOIN models m ON m.civitai_id = f.civitai_model_id
      LEFT JOIN model_versions v ON v.civitai_id = f.civitai_version_id
      LEFT JOIN creators c ON c.id = m.creator_id
      LEFT JOIN model_versions latest ON latest.model_id = m.id AND latest.version_index = 0
      LEFT JOIN notes note ON note.sha256 = f.sha256
      """;

  private final Database database;
  private final ModelKinds kinds;
  private final FileUses uses;

  public FileListing(Database database) {
    this(database, new FileUses(database));
  }

  /**
   * @param uses of the same database
   */
  public FileListing(Database database, FileUses uses) {
    this.database = database;
    this.uses = uses;
    this.kinds = new ModelKinds(database);
  }

  /**
   * Passes each matching file to the consumer as it is read.
   *
   * @return the number of all matching files, also of those that the limit left out
   */
  public long each(FileFilter filter, Consumer<? super ListedFile> consumer) {
    return database.snapshot(
        sql -> {
          if (filter.unused() || filter.sort() == FileFilter.Sort.USED) {
            uses.store(sql);
          }
          FileSelection selection = FileSelection.of(filter, sql, kinds);
          Conditions where = selection.where();
          String order = selection.order();
          if (!filter.texts().isEmpty()) {
            return eachWithTexts(sql, filter, where, order, consumer);
          }
          String matching = selection.tables() + where.sql();
          int found =
              sql.each(
                  ListedFileReader.COLUMNS
                      + FILES
                      + (filter.isLimited()
                          ? "WHERE f.id IN (SELECT f.id " + matching + order + " LIMIT ?)" + order
                          : where.sql() + order + " LIMIT ?"),
                  row -> ListedFileReader.read(sql, row),
                  consumer,
                  where.values(filter.limit()));
          return found < filter.limit()
              ? found
              : sql.number("SELECT count(*) " + matching, where.values());
        });
  }

  /** The file with this id; empty if it is not recorded. */
  public Optional<ListedFile> byId(long id) {
    return database.snapshot(
        sql ->
            sql.first(
                ListedFileReader.COLUMNS + FILES + "WHERE f.id = ?",
                row -> ListedFileReader.read(sql, row),
                id));
  }

  /**
   * Compares the texts here, and not in SQL: its LIKE knows the case of ASCII letters only. A limit
   * is counted here, too, since the number of all matches is wanted.
   */
  private static long eachWithTexts(
      Sql sql,
      FileFilter filter,
      Conditions where,
      String order,
      Consumer<? super ListedFile> consumer)
      throws SQLException {
    List<String> texts =
        filter.texts().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    long[] found = {0};
    sql.forEach(
        ListedFileReader.COLUMNS + TEXT + FILES + where.sql() + order,
        row -> {
          String searched = row.getString("searched").toLowerCase(Locale.ROOT);
          if (texts.stream().allMatch(searched::contains) && found[0]++ < filter.limit()) {
            consumer.accept(ListedFileReader.read(sql, row));
          }
        },
        where.values());
    return found[0];
  }
}
