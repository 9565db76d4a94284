package dev.tensors.tsr.output;

import java.util.List;

/**
 * How wide each column of a table is, so that no line is wider than the sheet.
 *
 * <p>The first column that can be cut leads: it tells which row this is. The others that can be cut
 * are cut before the names in it are, to {@link #LEAST_TEXT} columns; its folders go before that.
 * Columns that do not fit beside it are left out, from the right, the essential ones last.
 */
final class ColumnWidths {

  static final int GAP = 2;

  /** No other column is made narrower than this: it is left out instead. */
  private static final int LEAST_TEXT = 12;

  /** The leading column gets this part of the sheet, in percent, before others are left out. */
  private static final int LEADING_PERCENT = 44;

  private final int sheetWidth;
  private final List<ColumnSlot> slots;
  private final int[] widths;
  private final int lead;

  /**
   * @param sheetWidth in terminal columns; 0 means unlimited
   * @param sample the headings, and rows
   */
  ColumnWidths(int sheetWidth, List<ColumnSlot> slots, List<Cell[]> sample) {
    this.sheetWidth = sheetWidth;
    this.slots = slots;
    this.widths = new int[slots.size()];
    this.lead = leading();
    for (Cell[] cells : sample) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells[i].width());
      }
    }
    if (sheetWidth > 0 && widths.length > 0) {
      if (total(widths) > sheetWidth) {
        leaveOutEmpty(sample.subList(1, sample.size()));
        fit(nameWidth(sample));
      }
      widenLast();
    }
  }

  /** Of a column; 0: it is left out. */
  int of(int column) {
    return widths[column];
  }

  /** The index of the widest column that can be cut; -1: there is none. */
  int widest() {
    int widest = -1;
    for (int i = 0; i < widths.length; i++) {
      boolean wider = widest < 0 || widths[i] > widths[widest];
      if (wider && widths[i] > 0 && slots.get(i).kind().flexible()) {
        widest = i;
      }
    }
    return widest;
  }

  /** The index of the leading column; -1: there is none. */
  private int leading() {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).kind().flexible()) {
        return i;
      }
    }
    return -1;
  }

  private int nameWidth(List<Cell[]> sample) {
    int width = 0;
    for (Cell[] cells : sample) {
      width = lead < 0 ? 0 : Math.max(width, cells[lead].nameWidth());
    }
    return width;
  }

  /** A column of which there is only the heading takes no room. */
  private void leaveOutEmpty(List<Cell[]> rows) {
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      if (!rows.isEmpty() && rows.stream().allMatch(cells -> cells[column].text().isEmpty())) {
        widths[i] = 0;
      }
    }
  }

  private void fit(int nameWidth) {
    int wanted = Math.min(nameWidth, Math.max(LEAST_TEXT, sheetWidth * LEADING_PERCENT / 100));
    int out = firstToLeaveOut();
    while (total(least(wanted)) > sheetWidth && out >= 0) {
      widths[out] = 0;
      out = firstToLeaveOut();
    }
    int[] fitted = least(wanted);
    widen(fitted, lead, nameWidth);
    widenOthers(fitted);
    widen(fitted, lead, sheetWidth);
    System.arraycopy(fitted, 0, widths, 0, widths.length);
  }

  /** The column to leave out next; -1: only one is left. */
  private int firstToLeaveOut() {
    int first = -1;
    int shown = 0;
    for (int i = widths.length - 1; i >= 0; i--) {
      if (widths[i] > 0) {
        shown++;
        if (i != lead
            && (first < 0 || (slots.get(first).essential() && !slots.get(i).essential()))) {
          first = i;
        }
      }
    }
    return shown > 1 ? first : -1;
  }

  /** Each column as narrow as it may be. */
  private int[] least(int ofLead) {
    int[] least = new int[widths.length];
    for (int i = 0; i < least.length; i++) {
      int most = i == lead ? ofLead : slots.get(i).kind().flexible() ? LEAST_TEXT : sheetWidth;
      least[i] = Math.min(widths[i], Math.min(most, sheetWidth));
    }
    return least;
  }

  /** Gives a column of the room that is left, up to so many columns or what its cells need. */
  private void widen(int[] fitted, int column, int most) {
    if (column >= 0 && fitted[column] > 0) {
      int room = sheetWidth - total(fitted);
      int missing = Math.min(widths[column], most) - fitted[column];
      fitted[column] += Math.max(0, Math.min(room, missing));
    }
  }

  /** A column each in turn, so that the widest are equally wide in the end. */
  private void widenOthers(int[] fitted) {
    for (int cap = LEAST_TEXT + 1; cap <= sheetWidth; cap++) {
      for (int i = 0; i < fitted.length; i++) {
        if (i != lead) {
          widen(fitted, i, cap);
        }
      }
    }
  }

  /** What is left over is for rows after the sample. */
  private void widenLast() {
    int last = widths.length - 1;
    while (last > 0 && widths[last] == 0) {
      last--;
    }
    if (slots.get(last).kind().flexible()) {
      widths[last] += Math.max(0, sheetWidth - total(widths));
    }
  }

  private static int total(int[] widths) {
    int total = -GAP;
    for (int width : widths) {
      total += width == 0 ? 0 : width + GAP;
    }
    return total;
  }
}
