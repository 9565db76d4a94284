package dev.tensors.tsr.list;

import dev.tensors.tsr.fields.Field;
import dev.tensors.tsr.fields.FieldRow;
import dev.tensors.tsr.fields.FieldTable;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.library.fields.FileFields;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Mark;
import dev.tensors.tsr.output.terminal.Hyperlink;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a table shows files to a person: beside the columns of list those by which files were chosen
 * and sorted, a mark for each state that needs a look, and names that lead to files and pages.
 */
final class FileTable {

  /** The keys of columns that stay in a narrow table, where they have a value. */
  private static final Set<String> KEPT =
      Set.of("model_name", "model_type", "base_model", "reason", "missing_since");

  private static final List<Field> OF_MARKS_AND_LINKS =
      List.of(
          FileFields.FILE_PATH,
          FileFields.PAGE_URL,
          FileFields.FAVOURITE,
          FileFields.IS_DAMAGED,
          FileFields.Newer.IS_OUTDATED,
          FileFields.MISSING_SINCE);

  private final List<Field> fields = new ArrayList<>();

  /** The keys of those that the user asked for. */
  private final Set<String> asked = new HashSet<>();

  private final @Nullable ShownFileNotices states;

  /**
   * @param shown the fields that list shows, or that the user chose
   * @param states of the files; null: there are no marks
   */
  FileTable(List<Field> shown, @Nullable ShownFileNotices states) {
    this.fields.addAll(shown);
    this.states = states;
  }

  /** Always shows the fields that the user chose, also if no file has a value. */
  void keepAll() {
    fields.forEach(field -> asked.add(field.key()));
  }

  /** Shows the fields by which files were chosen and sorted. */
  void showAsked(List<Term> terms, Field sort) {
    showAsked(sort);
    terms.forEach(term -> showAsked(term.field()));
  }

  private void showAsked(@Nullable Field field) {
    if (field == null || FileFields.isShownByPath(field)) {
      return;
    }
    asked.add(field.key());
    if (fields.stream().noneMatch(shown -> shown.key().equals(field.key()))) {
      fields.add(field.headedAsTerm());
    }
  }

  /** What to read of each file. */
  List<Field> read() {
    List<Field> read = new ArrayList<>(FieldTable.forPeople(fields));
    for (Field field : states == null ? List.of(FileFields.FILE_PATH) : OF_MARKS_AND_LINKS) {
      if (fields.stream().noneMatch(shown -> shown.key().equals(field.key()))) {
        read.add(field);
      }
    }
    return read;
  }

  List<Column<FieldRow>> columns() {
    List<Column<FieldRow>> columns = new ArrayList<>();
    if (states != null) {
      columns.add(Column.marks(file -> marks(file, states)));
    }
    for (Column<FieldRow> column : FieldTable.columns(FieldTable.forPeople(fields), _ -> true)) {
      Column<FieldRow> linked = linked(column);
      boolean isAsked = asked.contains(column.key());
      boolean isKept = KEPT.contains(column.key());
      columns.add(isAsked ? linked.asAsked() : isKept ? linked.asEssential() : linked);
    }
    return columns;
  }

  private Column<FieldRow> linked(Column<FieldRow> column) {
    return switch (column.key()) {
      case "name" -> column.linked(file -> Hyperlink.toFile(file.known(FileFields.FILE_PATH)));
      case "model_name" ->
          states == null ? column : column.linked(file -> file.text(FileFields.PAGE_URL));
      default -> column;
    };
  }

  private static List<Mark> marks(FieldRow file, ShownFileNotices states) {
    String path = file.known(FileFields.FILE_PATH);
    List<Mark> marks = new ArrayList<>();
    if (file.flag(FileFields.IS_DAMAGED) || states.isRefused(path)) {
      marks.add(Mark.FAILED);
    }
    if (file.text(FileFields.MISSING_SINCE) == null && states.isUnreachable(path)) {
      marks.add(Mark.UNREACHABLE);
    }
    if (file.flag(FileFields.Newer.IS_OUTDATED)) {
      marks.add(Mark.NEWER);
    }
    if (file.flag(FileFields.FAVOURITE)) {
      marks.add(Mark.FAVOURITE);
    }
    return marks;
  }
}
