package dev.tensors.tsr.catalog;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Folding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
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
   * Passes the matching files to the consumer, some at a time.
   *
   * @param complete whether all fields of the files are needed; without it, only those that {@link
   *     ListedFile} names
   * @return the number of all matching files, also of those that the limit left out
   */
  public long each(FileFilter filter, boolean complete, Consumer<List<ListedFile>> consumer) {
    return database.snapshot(
        sql -> {
          if (filter.unused() || filter.sort() == FileFilter.Sort.USED) {
            uses.store(sql);
          }
          FileSelection selection = FileSelection.of(filter, sql, kinds);
          ListedFileReader files = new ListedFileReader(sql, complete, consumer);
          long found =
              filter.texts().isEmpty()
                  ? each(sql, filter, selection, files)
                  : eachWithTexts(sql, filter, selection, files);
          files.flush();
          return found;
        });
  }

  /** The file with this id; empty if it is not recorded. */
  public Optional<ListedFile> byId(long id) {
    return database.snapshot(
        sql -> {
          List<ListedFile> found = new ArrayList<>(1);
          ListedFileReader files = new ListedFileReader(sql, true, found::addAll);
          sql.forEach(files.columns() + files.tables() + "WHERE f.id = ?", files::add, id);
          files.flush();
          return found.stream().findFirst();
        });
  }

  private static long each(
      Sql sql, FileFilter filter, FileSelection selection, ListedFileReader files)
      throws SQLException {
    Conditions where = selection.where();
    String order = selection.order();
    String matching = selection.tables() + where.sql();
    long found =
        sql.forEach(
            files.columns()
                + files.tables()
                + (filter.isLimited()
                    ? "WHERE f.id IN (SELECT f.id " + matching + order + " LIMIT ?)" + order
                    : where.sql() + order + " LIMIT ?"),
            files::add,
            where.values(filter.limit()));
    return found < filter.limit()
        ? found
        : sql.number("SELECT count(*) " + matching, where.values());
  }

  /**
   * Compares the texts here, and not in SQL: its LIKE knows the case of ASCII letters only. A limit
   * is counted here, too, since the number of all matches is wanted.
   */
  private static long eachWithTexts(
      Sql sql, FileFilter filter, FileSelection selection, ListedFileReader files)
      throws SQLException {
    List<String> texts = filter.texts().stream().map(Folding::of).toList();
    long[] found = {0};
    sql.forEach(
        files.columns() + TEXT + files.tables() + selection.where().sql() + selection.order(),
        row -> {
          String searched = Folding.of(row.getString("searched"));
          if (texts.stream().allMatch(searched::contains) && found[0]++ < filter.limit()) {
            files.add(row);
          }
        },
        selection.where().values());
    return found[0];
  }
}
