package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.text.Escaping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TSV: a line a row, fields separated by tabs, no header. */
final class Tsv<T> implements RowFormat<T> {

  /**
   * TSV with a line for each field of a row, with its key and its value, and an empty line between
   * rows.
   */
  static final class TsvFields<T> implements RowFormat<T> {

    private final List<Column<T>> columns;
    private final boolean flat;
    private String before = "";

    /**
     * @param flat whether each entry of a map is a field of its own
     */
    TsvFields(List<Column<T>> columns, boolean flat) {
      this.columns = columns;
      this.flat = flat;
    }

    @Override
    public void row(T row, StringBuilder to) {
      to.append(before);
      before = "\n";
      for (Column<T> column : flat ? Column.flat(columns, row) : columns) {
        Tsv.field(column.key(), to);
        Tsv.field(column.value().apply(row), to.append('\t'));
        to.append('\n');
      }
    }
  }

  private final List<Column<T>> columns;

  Tsv(List<Column<T>> columns) {
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    String before = "";
    for (Column<T> column : columns) {
      field(column.value().apply(row), to.append(before));
      before = "\t";
    }
    to.append('\n');
  }

  static void field(@Nullable Object value, StringBuilder to) {
    Escaping.TSV.append(ValueText.text(value, "; "), to);
  }
}
