package dev.tensors.tsr.output;

import java.util.List;

/** Columns of a table, as wide as a sample of its lines needs and the sheet allows. */
final class ColumnLayout {

  /** A column lends no room that it needs to show so much itself. */
  private static final int LEAST = 8;

  private final OutputTarget sheet;
  private final List<ColumnSlot> slots;
  private final ColumnWidths widths;

  /**
   * @param sample the headings, and rows
   */
  ColumnLayout(OutputTarget sheet, List<ColumnSlot> slots, List<Cell[]> sample) {
    this.sheet = sheet;
    this.slots = slots;
    this.widths = new ColumnWidths(sheet.width(), slots, sample);
  }

  /** Appends a line, but not its end. */
  void line(Cell[] cells, StringBuilder to) {
    int lent = lent(cells);
    int owed = 0; // Spaces are written only once text follows them, so none end the line.
    for (int i = 0; i < cells.length; i++) {
      if (widths.of(i) == 0) {
        continue;
      }
      boolean flexible = slots.get(i).kind().flexible();
      int room = widths.of(i) - (i == widths.widest() ? lent : 0);
      boolean cut = sheet.width() > 0 && (flexible || lent == 0);
      owed = cell(cut ? cells[i].cut(room) : cells[i], i, room, owed, to) + ColumnWidths.GAP;
    }
  }

  /** How much of the widest text's room this line's wider numbers take, so as not to be cut. */
  private int lent(Cell[] cells) {
    int excess = 0;
    for (int i = 0; i < cells.length && sheet.width() > 0; i++) {
      if (widths.of(i) > 0 && !slots.get(i).kind().flexible()) {
        excess += Math.max(0, cells[i].width() - widths.of(i));
      }
    }
    int widest = widths.widest();
    return widest >= 0 && widths.of(widest) - excess >= LEAST ? excess : 0;
  }

  /** Appends a cell after the spaces before it, and returns how many follow it. */
  private int cell(Cell cell, int column, int room, int owed, StringBuilder to) {
    int spare = Math.max(0, room - cell.width());
    if (cell.text().isEmpty()) {
      return owed + spare;
    }
    boolean right = slots.get(column).kind().rightAligned();
    paint(cell, to.repeat(' ', right ? owed + spare : owed));
    return right ? 0 : spare;
  }

  private void paint(Cell cell, StringBuilder to) {
    boolean styled = sheet.colour() && !cell.style().isEmpty();
    if (styled) {
      to.append(cell.style());
    }
    to.append(cell.text());
    if (styled) {
      to.append(CellStyle.RESET);
    }
  }
}
