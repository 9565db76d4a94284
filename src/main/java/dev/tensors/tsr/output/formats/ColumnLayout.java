package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column.Need;
import dev.tensors.tsr.output.Mark;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Hyperlink;
import dev.tensors.tsr.output.terminal.OutputTarget;
import java.util.List;

/**
 * Lays out the lines of a table in columns that fit the terminal. The widths come from a sample of
 * rows.
 */
final class ColumnLayout {

  /**
   * How a column may be placed in a table.
   *
   * @param kind decides the alignment, and whether the column may be made narrower
   * @param need how long a narrow table keeps it
   */
  record ColumnSlot(ValueKind kind, Need need) {

    boolean isEssential() {
      return need != Need.USUAL;
    }
  }

  /** The widest column keeps at least this width when it lends room to wider numbers. */
  private static final int MIN_LENDER_WIDTH = 8;

  private final OutputTarget target;
  private final List<ColumnSlot> slots;
  private final ColumnWidths widths;

  /**
   * @param sample the headings, then rows
   */
  ColumnLayout(OutputTarget target, List<ColumnSlot> slots, List<Cell[]> sample) {
    this.target = target;
    this.slots = slots;
    this.widths = new ColumnWidths(target.width(), slots, sample);
  }

  /** Appends a line without its line feed. */
  void line(Cell[] cells, StringBuilder to) {
    int lent = lent(cells);
    int pending = 0; // spaces are written only before text, so that none end the line
    for (int i = 0; i < cells.length; i++) {
      if (widths.of(i) == 0) {
        continue;
      }
      boolean flexible = slots.get(i).kind().flexible();
      int room = widths.of(i) - (i == widths.widest() ? lent : 0);
      boolean cut = target.width() > 0 && (flexible || lent == 0);
      pending = cell(cut ? cells[i].cut(room) : cells[i], i, room, pending, to) + ColumnWidths.GAP;
    }
  }

  /** How many columns the widest column lends to numbers that are wider than their own column. */
  private int lent(Cell[] cells) {
    int excess = 0;
    for (int i = 0; i < cells.length && target.width() > 0; i++) {
      if (widths.of(i) > 0 && !slots.get(i).kind().flexible()) {
        excess += Math.max(0, cells[i].width() - widths.of(i));
      }
    }
    int widest = widths.widest();
    return widest >= 0 && widths.of(widest) - excess >= MIN_LENDER_WIDTH ? excess : 0;
  }

  /** Appends the pending spaces and a cell; returns how many spaces are pending after it. */
  private int cell(Cell cell, int column, int room, int pending, StringBuilder to) {
    int spare = Math.max(0, room - cell.width());
    if (cell.text().isEmpty()) {
      return pending + spare;
    }
    boolean right = slots.get(column).kind().rightAligned();
    paint(cell, to.repeat(' ', right ? pending + spare : pending));
    return right ? 0 : spare;
  }

  private void paint(Cell cell, StringBuilder to) {
    String text = target.colour() ? coloured(cell) : cell.text();
    String link = cell.link();
    if (link == null) {
      to.append(text);
    } else {
      Hyperlink.append(link, text, to);
    }
  }

  private static String coloured(Cell cell) {
    if (cell.kind() == ValueKind.MARKS) {
      StringBuilder marks = new StringBuilder();
      for (Mark mark : Mark.values()) {
        if (cell.text().contains(mark.sign())) {
          marks.append(mark.style().ansi()).append(mark.sign()).append(CellStyle.RESET);
        }
      }
      return marks.toString();
    }
    return cell.style().isEmpty() ? cell.text() : cell.style() + cell.text() + CellStyle.RESET;
  }
}
