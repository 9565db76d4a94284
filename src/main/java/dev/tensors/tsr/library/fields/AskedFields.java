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
import org.jspecify.annotations.Nullable;

/**
 * What a table shows of files beside the columns of its command: the fields by which terms chose
 * them, as they were when the files were chosen.
 */
public final class AskedFields {

  private final Database database;
  private final List<Field> fields;

  /** The files by their paths. */
  private final Map<String, @Nullable FieldRow> files = new HashMap<>();

  /**
   * Reads the fields of the files.
   *
   * @param fields {@linkplain #of as tables show them}
   * @param selected the files that the terms chose
   */
  public AskedFields(Database database, List<Field> fields, SelectedFiles selected) {
    this.database = database;
    this.fields = fields;
    if (!fields.isEmpty()) {
      read(selected.condition("f.id"));
    }
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

  private void read(Conditions conditions) {
    List<Field> read = new ArrayList<>(fields);
    read.add(FileFields.FILE_PATH);
    new FieldQuery(FileFields.TABLE, read)
        .where(conditions)
        .each(
            database,
            rows -> rows.forEach(file -> files.put(file.known(FileFields.FILE_PATH), file)));
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

  private @Nullable Object value(@Nullable Object path, Field field) {
    String recorded = String.valueOf(path);
    if (!files.containsKey(recorded)) { // a copy that no term chose, beside one of those chosen
      files.put(recorded, null);
      read(new Conditions().and("f.file_path = ?", recorded));
    }
    FieldRow file = files.get(recorded);
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
