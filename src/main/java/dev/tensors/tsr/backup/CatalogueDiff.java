package dev.tensors.tsr.backup;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.LocalFiles;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.UnreachableFolders;
import dev.tensors.tsr.library.folders.UnreachableFolders.Unreachable;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.sqlite.Sql;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares the contents of two catalogues by their SHA-256. A file that is marked missing, or whose
 * folder cannot be reached, is not there; the folders of the other catalogue are those of another
 * machine, and are not looked at.
 */
final class CatalogueDiff {

  /** Where a content is. */
  enum Status {
    ONLY_HERE(CellStyle.NOTEWORTHY),
    ONLY_THERE(CellStyle.GOOD),
    BOTH(CellStyle.PLAIN);

    private final CellStyle style;

    Status(CellStyle style) {
      this.style = style;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One content.
   *
   * @param file the row of the file that is here, else of the other one
   * @param other the path there; null: it is only here
   */
  record Difference(Status status, FieldRow file, @Nullable String other) {

    /** The path here; null: it is only there. */
    @Nullable String path() {
      return status == Status.ONLY_THERE ? null : file.text(FileFields.FILE_PATH);
    }

    long bytes() {
      Long size = file.number(FileFields.SIZE);
      return size == null ? 0 : size;
    }
  }

  static final List<Column<Difference>> COLUMNS =
      List.of(
          of(FileFields.SHA256, ""),
          Column.<Difference>of("status", "STATUS", ValueKind.TEXT, row -> row.status().word())
              .styled(row -> row.status().style)
              .asEssential(),
          Column.of("file_path", "FILE", ValueKind.PATH, Difference::path),
          Column.of("other_path", "OTHER FILE", ValueKind.PATH, Difference::other),
          of(FileFields.SIZE, "SIZE"),
          of(FileFields.MODEL_NAME, "MODEL"),
          of(FileFields.VERSION_NAME, "VERSION"),
          of(FileFields.TYPE, "TYPE"),
          of(FileFields.BASE, "BASE"));

  private static final List<Field> FIELDS =
      List.of(
          FileFields.ID,
          FileFields.SHA256,
          FileFields.FILE_PATH,
          FileFields.SIZE,
          FileFields.MODEL_NAME,
          FileFields.VERSION_NAME,
          FileFields.TYPE,
          FileFields.BASE);

  private final UnreachableFolders unreachable;
  private final Side here;
  private final Side there;

  /**
   * @param terms asked of the catalogue that holds a file
   */
  CatalogueDiff(Database here, Database there, List<Term> terms) {
    this.unreachable = new UnreachableFolders(here);
    this.here = new Side(here, terms, path -> !unreachable.hold(path));
    this.there = new Side(there, terms, path -> true);
  }

  /** A line for each folder here whose files count as not there, since it cannot be reached. */
  List<String> unreachable() {
    return Unreachable.lines(unreachable.counts(new LocalFiles(here.database)::countAt));
  }

  private static Column<Difference> of(Field field, String heading) {
    return Column.of(field.key(), heading, field.kind().shown(), row -> row.file().get(field));
  }

  /**
   * Passes each content that is here to the consumer, in the order of the paths.
   *
   * @param alsoRead fields to read of each file beside those that are always read
   */
  void eachHere(List<Field> alsoRead, Consumer<Difference> consumer) {
    here.each(
        there,
        alsoRead,
        (file, path) ->
            consumer.accept(
                new Difference(path == null ? Status.ONLY_HERE : Status.BOTH, file, path)));
  }

  /**
   * Passes each content that is only there to the consumer, in the order of the paths there.
   *
   * @param alsoRead fields to read of each file beside those that are always read
   */
  void eachOnlyThere(List<Field> alsoRead, Consumer<Difference> consumer) {
    there.each(
        here,
        alsoRead,
        (file, path) -> {
          if (path == null) {
            consumer.accept(
                new Difference(Status.ONLY_THERE, file, file.known(FileFields.FILE_PATH)));
          }
        });
  }

  /** The files of one catalogue. */
  private static final class Side {

    private static final String PATHS =
        "SELECT sha256, file_path, id FROM local_files WHERE missing_since IS NULL"
            + " AND sha256 IN (SELECT value FROM json_each(?)) ORDER BY created_at, id";

    private final Database database;
    private final SelectedFiles selected;
    private final Predicate<String> isReachable;

    Side(Database database, List<Term> terms, Predicate<String> isReachable) {
      this.database = database;
      this.selected = SelectedFiles.of(database, terms);
      this.isReachable = isReachable;
    }

    /**
     * Passes the oldest of the selected files of each content to the consumer, with the path of the
     * oldest file of that content on the other side; null: there is none.
     */
    void each(Side other, List<Field> alsoRead, BiConsumer<FieldRow, @Nullable String> consumer) {
      Set<Field> fields = new LinkedHashSet<>(FIELDS);
      fields.addAll(alsoRead);
      new FieldQuery(FileFields.TABLE, List.copyOf(fields))
          .where(new Conditions().and("f.missing_since IS NULL AND f.sha256 <> ''"))
          .where(selected.condition("f.id"))
          .each(
              database,
              files -> {
                Interrupted.check();
                List<String> contents =
                    files.stream().map(file -> file.known(FileFields.SHA256)).toList();
                Map<String, String> own = oldest(contents, selected::has);
                Map<String, String> others = other.oldest(contents, id -> true);
                for (FieldRow file : files) {
                  String content = file.known(FileFields.SHA256);
                  if (file.known(FileFields.FILE_PATH).equals(own.get(content))) {
                    consumer.accept(file, others.get(content));
                  }
                }
              });
    }

    /** The path of the oldest file of each content that is there. */
    private Map<String, String> oldest(List<String> contents, LongPredicate isWanted) {
      Map<String, String> paths = new HashMap<>();
      database.query(
          sql ->
              sql.forEach(
                  PATHS,
                  row -> {
                    String path = row.getString(2);
                    if (isWanted.test(row.getLong(3)) && isReachable.test(path)) {
                      paths.putIfAbsent(row.getString(1), path);
                    }
                  },
                  Sql.array(contents)));
      return paths;
    }
  }
}
