package dev.tensors.tsr.output;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under a heading. The first ones are held back to find the columns' widths; the rest follow
 * in these, so that a long list takes little memory.
 */
final class Table<T> implements RowFormat<T> {

  private static final int SAMPLE = 500;

  private final OutputTarget sheet;
  private final List<Column<T>> columns;
  private final List<Cell[]> held = new ArrayList<>();
  private ColumnLayout grid;

  Table(OutputTarget sheet, List<Column<T>> columns) {
    this.sheet = sheet;
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    Cell[] cells = new Cell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Cell.of(columns.get(i), row);
    }
    if (grid != null) {
      line(cells, to);
      return;
    }
    held.add(cells);
    if (held.size() == SAMPLE) {
      release(to);
    }
  }

  @Override
  public void end(StringBuilder to) {
    if (!held.isEmpty()) {
      release(to);
    }
  }

  private void release(StringBuilder to) {
    Cell[] headings = new Cell[columns.size()];
    List<ColumnSlot> slots = new ArrayList<>(columns.size());
    for (Column<T> column : columns) {
      headings[slots.size()] = new Cell(column.heading(), ValueKind.TEXT, CellStyle.BOLD);
      slots.add(new ColumnSlot(column.kind(), column.essential()));
    }
    held.addFirst(headings);
    grid = new ColumnLayout(sheet, slots, held);
    for (Cell[] cells : held) {
      line(cells, to);
    }
    held.clear();
  }

  private void line(Cell[] cells, StringBuilder to) {
    grid.line(cells, to);
    to.append('\n');
  }
}
