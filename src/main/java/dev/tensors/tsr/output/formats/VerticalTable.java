package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Column.Need;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.ColumnLayout.ColumnSlot;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.OutputTarget;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Shows one row as a table of two columns: the name and the value of each field. */
final class VerticalTable<T> implements RowFormat<T> {

  /** The kind TIME keeps the labels from being cut. */
  private static final List<ColumnSlot> SLOTS =
      List.of(
          new ColumnSlot(ValueKind.TIME, Need.ESSENTIAL),
          new ColumnSlot(ValueKind.TEXT, Need.ESSENTIAL));

  private final OutputTarget target;
  private final List<Column<T>> columns;

  VerticalTable(OutputTarget target, List<Column<T>> columns) {
    this.target = target;
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    List<Cell[]> lines = new ArrayList<>();
    for (Column<T> column : Column.flat(columns, row)) {
      String label = TerminalText.visible(column.key().replace('_', ' '));
      lines.add(
          new Cell[] {
            new Cell(label, ValueKind.TEXT, CellStyle.FAINT.ansi()), Cell.of(column, row, target)
          });
    }
    alignNumbers(lines);
    ColumnLayout layout = new ColumnLayout(target, SLOTS, lines);
    for (Cell[] line : lines) {
      layout.line(line, to);
      to.append('\n');
    }
  }

  /** Aligns numbers with each other: aligned to the column's right edge they would be far away. */
  private static void alignNumbers(List<Cell[]> lines) {
    int digits = 0;
    for (Cell[] line : lines) {
      if (line[1].kind().rightAligned()) {
        digits = Math.max(digits, TerminalText.width(line[1].text()));
      }
    }
    for (Cell[] line : lines) {
      if (line[1].kind().rightAligned() && !line[1].text().isEmpty()) {
        line[1] = line[1].indented(digits - TerminalText.width(line[1].text()));
      }
    }
  }
}
