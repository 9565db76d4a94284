package dev.tensors.tsr.output;

import java.util.List;

/** TSV of one row: a line for each field, with its key and its value. */
final class TsvFields<T> implements RowFormat<T> {

  private final List<Column<T>> columns;

  TsvFields(List<Column<T>> columns) {
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    for (Column<T> column : Column.flat(columns, row)) {
      Tsv.field(column.key(), to);
      Tsv.field(column.value().apply(row), to.append('\t'));
      to.append('\n');
    }
  }
}
