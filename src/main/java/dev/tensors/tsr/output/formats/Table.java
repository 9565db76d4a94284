package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.ColumnLayout.ColumnSlot;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows under a heading. The widths of the columns come from the first {@link #SAMPLE} rows, so that
 * a long list takes little memory.
 */
final class Table<T> implements RowFormat<T> {

  private static final int SAMPLE = 500;

  private final OutputTarget target;
  private final List<Column<T>> columns;
  private final List<Cell[]> held = new ArrayList<>();

  /** The held rows that an empty line comes before. */
  private final Set<Cell[]> afterGap = Collections.newSetFromMap(new IdentityHashMap<>());

  private @Nullable ColumnLayout layout;
  private boolean isAnyRow;
  private boolean isGap;

  Table(OutputTarget target, List<Column<T>> columns) {
    this.target = target;
    this.columns = columns;
  }

  @Override
  public void row(T row, StringBuilder to) {
    Cell[] cells = new Cell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = Cell.of(columns.get(i), row, target);
    }
    if (isGap) {
      afterGap.add(cells);
    }
    isGap = false;
    isAnyRow = true;
    if (layout != null) {
      line(layout, cells, to);
      return;
    }
    held.add(cells);
    if (held.size() == SAMPLE) {
      release(to);
    }
  }

  @Override
  public void gap() {
    isGap = isAnyRow;
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
      headings[slots.size()] =
          new Cell(column.heading().strip(), ValueKind.TEXT, CellStyle.HEADING.ansi());
      slots.add(new ColumnSlot(column.kind(), column.need()));
    }
    held.addFirst(headings);
    ColumnLayout fitted = new ColumnLayout(target, slots, held);
    for (Cell[] cells : held) {
      line(fitted, cells, to);
    }
    layout = fitted;
    held.clear();
  }

  private void line(ColumnLayout layout, Cell[] cells, StringBuilder to) {
    if (afterGap.remove(cells)) {
      to.append('\n');
    }
    layout.line(cells, to);
    to.append('\n');
  }
}
