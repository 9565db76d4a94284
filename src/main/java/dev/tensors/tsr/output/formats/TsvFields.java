package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import java.util.List;

/**
 * TSV with a line for each field of a row, with its key and its value, and an empty line between
 * rows.
 */
final class TsvFields<T> implements RowFormat<T> {

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
