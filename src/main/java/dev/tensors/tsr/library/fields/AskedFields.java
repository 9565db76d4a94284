package dev.tensors.tsr.library.fields;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldQuery;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a table shows of files beside the columns of its command: the fields by which terms chose
 * them. They are read for each row that is shown: most commands show few of the files that the
 * terms choose.
 */
public final class AskedFields {

  private final Database database;
  private final List<Field> fields;

  /** Files that the command forgets, by their paths. */
  private final Map<String, FieldRow> kept = new HashMap<>();

  /** Of the row that is being shown. */
  private String path = "";

  private @Nullable FieldRow file;

  /**
   * Fields to show.
   *
   * @param fields {@linkplain #of as tables show them}
   */
  public AskedFields(Database database, List<Field> fields) {
    this.database = database;
    this.fields = fields;
  }

  /** The fields that a table shows because of terms. */
  public static List<Field> of(List<Term> terms) {
    List<Field> asked =
        terms.stream()
            .map(Term::field)
            .filter(Objects::nonNull)
            .filter(field -> !FileFields.isShownByPath(field))
            .distinct()
            .map(Field::headedAsTerm)
            .toList();
    return FieldTable.forPeople(asked);
  }

  /** Reads the fields of files that will be forgotten before they are shown. */
  public AskedFields keeping(SelectedFiles files) {
    if (!fields.isEmpty()) {
      each(files.condition("f.id"), file -> kept.put(file.known(FileFields.FILE_PATH), file));
    }
    return this;
  }

  private void each(Conditions conditions, Consumer<FieldRow> consumer) {
    List<Field> read = new ArrayList<>(fields);
    read.add(FileFields.FILE_PATH);
    new FieldQuery(FileFields.TABLE, read)
        .where(conditions)
        .each(database, rows -> rows.forEach(consumer));
  }

  /**
   * The columns of a command, and one for each of the fields that it does not show.
   *
   * @param columns with one whose key is file_path
   */
  public <R> List<Column<R>> beside(List<Column<R>> columns) {
    if (fields.isEmpty()) {
      return columns;
    }
    Column<R> path =
        columns.stream()
            .filter(column -> column.key().equals(FileFields.FILE_PATH.key()))
            .findFirst()
            .orElseThrow();
    return beside(columns, fields, (row, field) -> value(path.value().apply(row), field));
  }

  private @Nullable Object value(@Nullable Object shown, Field field) {
    String recorded = String.valueOf(shown);
    if (!recorded.equals(path)) {
      path = recorded;
      file = kept.get(recorded);
      if (file == null) {
        each(new Conditions().and("f.file_path = ?", recorded), found -> file = found);
      }
    }
    return file == null ? null : file.get(field);
  }

  /**
   * The columns of a command, and one for each of some fields that it does not show.
   *
   * @param value what a row has of a field
   */
  public static <R> List<Column<R>> beside(
      List<Column<R>> columns,
      List<Field> fields,
      BiFunction<? super R, Field, @Nullable Object> value) {
    List<Column<R>> shown = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    for (Column<R> column : columns) {
      boolean isAsked = fields.stream().anyMatch(field -> field.heading().equals(column.heading()));
      shown.add(isAsked ? column.asAsked() : column);
      headings.add(column.heading());
    }
    for (Field field : fields) {
      if (!headings.contains(field.heading())) {
        shown.add(
            Column.<R>of(
                    field.key(),
                    field.heading(),
                    field.kind().shown(),
                    row -> value.apply(row, field))
                .asAsked());
      }
    }
    return shown;
  }
}
