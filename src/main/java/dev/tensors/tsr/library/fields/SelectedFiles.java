package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The recorded files that match some terms, as they were when the catalogue was asked. */
public final class SelectedFiles {

  /** All files, also those that are recorded later. */
  public static final SelectedFiles ALL = new SelectedFiles(null);

  /** Of their rows, the smallest first; null: all. */
  private final long @Nullable [] ids;

  /** The ids as a JSON array. */
  private final String array;

  private SelectedFiles(long @Nullable [] ids) {
    this.ids = ids;
    this.array = ids == null ? "" : Arrays.toString(ids);
  }

  /** The files that match all of the terms; all files, if there is no term. */
  public static SelectedFiles of(Database database, List<Term> terms) {
    if (terms.isEmpty()) {
      return ALL;
    }
    LongStream.Builder ids = LongStream.builder();
    new FieldQuery(FileFields.TABLE, List.of(FileFields.ID))
        .where(terms)
        .byId()
        .each(database, rows -> rows.forEach(file -> ids.add(file.knownNumber(FileFields.ID))));
    return new SelectedFiles(ids.build().toArray());
  }

  /** The files that list shows: missing ones only where a term asks for them. */
  public static SelectedFiles listed(Database database, List<Term> terms) {
    List<Term> all = new ArrayList<>(terms);
    if (!askForMissing(terms)) {
      all.add(Term.ofNoState("missing"));
    }
    return of(database, all);
  }

  /** Whether a term asks for missing files. */
  public static boolean askForMissing(List<Term> terms) {
    return terms.stream()
        .anyMatch(
            term ->
                term.isAboutState("missing")
                    || term.not() && term.isAboutState("here")
                    || term.isAbout(FileFields.MISSING_SINCE));
  }

  public boolean areAll() {
    return ids == null;
  }

  public boolean areNone() {
    return ids != null && ids.length == 0;
  }

  /** How many files match; not of all files. */
  public int count() {
    return Objects.requireNonNull(ids).length;
  }

  /** Whether the file with this id is one of them. */
  public boolean has(long id) {
    return ids == null || Arrays.binarySearch(ids, id) >= 0;
  }

  /**
   * Those of some rows that are of the files, in their order.
   *
   * @param id of the file that a row is of
   */
  public <T> List<T> of(List<T> rows, ToLongFunction<? super T> id) {
    return ids == null ? rows : rows.stream().filter(row -> has(id.applyAsLong(row))).toList();
  }

  /** The paths of those that are not missing. */
  public List<String> present(Database database) {
    Conditions present = new Conditions().and("missing_since IS NULL").and(condition("id"));
    return database.query(
        sql ->
            sql.list(
                "SELECT file_path FROM local_files " + present.sql(),
                row -> row.getString(1),
                present.values()));
  }

  /**
   * The condition that an SQL expression is the id of one of them. It is tested of each row: SQLite
   * takes the ids for few, and would look all of them up again for each row of another table.
   */
  public Conditions condition(String id) {
    return ids == null
        ? new Conditions()
        : new Conditions().and("+" + id + " IN (SELECT value FROM json_each(?))", array);
  }
}
