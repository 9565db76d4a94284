package dev.tensors.tsr.output;

import java.util.List;

/** Columns of a table, as wide as a sample of its lines needs and the sheet allows. */
final class Grid {

  private static final int GAP = 2;

  /** No column is made narrower than this: an overfull line can still be read. */
  private static final int LEAST = 8;

  private final Sheet sheet;
  private final List<Kind> kinds;
  private final int[] widths;

  /**
   * @param kinds of the columns: on which side they are aligned, which may be made narrower
   */
  Grid(Sheet sheet, List<Kind> kinds, List<Cell[]> sample) {
    this.sheet = sheet;
    this.kinds = kinds;
    this.widths = new int[kinds.size()];
    for (Cell[] cells : sample) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Text.width(cells[i].text()));
      }
    }
    if (sheet.width() > 0 && widths.length > 0) {
      if (total(Integer.MAX_VALUE) > sheet.width()) {
        leaveOutEmpty(sample.subList(1, sample.size()));
      }
      fit();
    }
  }

  /** Where there is not enough room, a column of which there is only the heading takes none. */
  private void leaveOutEmpty(List<Cell[]> rows) {
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      if (!rows.isEmpty() && rows.stream().allMatch(cells -> cells[column].text().isEmpty())) {
        widths[i] = 0;
      }
    }
  }

  /** Makes the widest flexible columns equally wide; the last column takes what room is left. */
  private void fit() {
    int cap = Math.max(LEAST, sheet.width());
    while (cap > LEAST && total(cap) > sheet.width()) {
      cap--;
    }
    int spare = Math.max(0, sheet.width() - total(cap));
    for (int i = 0; i < widths.length; i++) {
      widths[i] = capped(i, cap);
    }
    if (kinds.getLast().flexible() && widths[widths.length - 1] > 0) {
      widths[widths.length - 1] += spare;
    }
  }

  private int total(int cap) {
    int total = -GAP;
    for (int i = 0; i < widths.length; i++) {
      total += widths[i] == 0 ? 0 : capped(i, cap) + GAP;
    }
    return total;
  }

  private int capped(int i, int cap) {
    return kinds.get(i).flexible() ? Math.min(widths[i], cap) : widths[i];
  }

  /** Appends a line, but not its end. */
  void line(Cell[] cells, StringBuilder to) {
    int owed = 0; // Spaces are written only once text follows them, so none end the line.
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] == 0) {
        continue;
      }
      Cell cell = cells[i];
      int width = Text.width(cell.text());
      if (width > widths[i] && sheet.width() > 0) {
        cell = cell.cut(widths[i]);
        width = Text.width(cell.text());
      }
      int spare = Math.max(0, widths[i] - width);
      if (cell.text().isEmpty()) {
        owed += spare;
      } else {
        boolean right = kinds.get(i).rightAligned();
        to.repeat(' ', right ? owed + spare : owed);
        paint(cell, to);
        owed = right ? 0 : spare;
      }
      owed += GAP;
    }
  }

  private void paint(Cell cell, StringBuilder to) {
    boolean styled = sheet.colour() && !cell.style().isEmpty();
    if (styled) {
      to.append(cell.style());
    }
    to.append(cell.text());
    if (styled) {
      to.append(Tone.RESET);
    }
  }
}
