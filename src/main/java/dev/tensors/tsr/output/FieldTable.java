package dev.tensors.tsr.output;

import java.util.ArrayList;
import java.util.List;

/** One row as a table of two columns: each field's key as a label, and its value. */
final class FieldTable<T> implements RowFormat<T> {

  /** Labels are not cut, but values are. */
  private static final List<ColumnSlot> SLOTS =
      List.of(new ColumnSlot(ValueKind.TIME, true), new ColumnSlot(ValueKind.TEXT, true));

  private final OutputTarget sheet;
  private final List<Column<T>> columns;

  FieldTable(OutputTarget sheet, List<Column<T>> columns) {
    this.sheet = sheet;
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    List<Cell[]> lines = new ArrayList<>();
    for (Column<T> column : Column.flat(columns, row)) {
      String label = TerminalText.visible(column.key().replace('_', ' '));
      lines.add(
          new Cell[] {
            new Cell(label, ValueKind.TEXT, CellStyle.FAINT.style()), Cell.of(column, row)
          });
    }
    alignNumbers(lines);
    ColumnLayout grid = new ColumnLayout(sheet, SLOTS, lines);
    for (Cell[] line : lines) {
      grid.line(line, to);
      to.append('\n');
    }
  }

  /** Among themselves: the column is as wide as its longest text, far from the labels. */
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
