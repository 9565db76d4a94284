package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueText;
import dev.tensors.tsr.text.Escaping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** TSV: a line a row, fields separated by tabs, no header. */
final class Tsv<T> implements RowFormat<T> {

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
