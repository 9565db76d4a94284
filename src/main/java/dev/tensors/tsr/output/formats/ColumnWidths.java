package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.Column.Need;
import dev.tensors.tsr.output.formats.ColumnLayout.ColumnSlot;
import java.util.List;

/**
 * Computes the width of each column of a table so that no line is wider than the terminal.
 *
 * <p>The first column that can be cut is the leading one: it names the row. Where a line is too
 * wide, the folders in the leading column are cut first, then the other columns that can be cut, to
 * {@link #MIN_TEXT_WIDTH}. Columns that still do not fit are left out from the right; before an
 * essential one is, the names in the leading column are cut.
 */
final class ColumnWidths {

  static final int GAP = 2;

  /** A column that would become narrower is left out instead; the leading column is not. */
  private static final int MIN_TEXT_WIDTH = 12;

  /** The leading column may claim this part of the terminal before other columns are left out. */
  private static final int LEADING_PERCENT = 44;

  /** It keeps this part before essential columns are left out. */
  private static final int LEAST_LEADING_PERCENT = 25;

  private final int tableWidth;
  private final List<ColumnSlot> slots;
  private final int[] widths;
  private final int lead;

  /**
   * @param tableWidth in terminal columns; 0: unlimited
   * @param sample the headings, then rows
   */
  ColumnWidths(int tableWidth, List<ColumnSlot> slots, List<Cell[]> sample) {
    this.tableWidth = tableWidth;
    this.slots = slots;
    this.widths = new int[slots.size()];
    this.lead = leading();
    for (Cell[] cells : sample) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], cells[i].width());
      }
    }
    if (tableWidth > 0 && widths.length > 0) {
      if (total(widths) > tableWidth) {
        leaveOutEmpty(sample.subList(1, sample.size()));
        fit(nameWidth(sample));
      }
      widenLast();
    }
  }

  /** The width of a column; 0: the column is left out. */
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

  /** Leaves out each column that has no value in any row, unless the user asked for it. */
  private void leaveOutEmpty(List<Cell[]> rows) {
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      if (!rows.isEmpty()
          && slots.get(i).need() != Need.ASKED
          && rows.stream().allMatch(cells -> cells[column].text().isEmpty())) {
        widths[i] = 0;
      }
    }
  }

  private void fit(int nameWidth) {
    int wanted = leading(nameWidth, LEADING_PERCENT);
    int out = firstToLeaveOut();
    while (total(least(wanted)) > tableWidth && out >= 0) {
      if (slots.get(out).isEssential()) {
        int least = leading(nameWidth, LEAST_LEADING_PERCENT);
        wanted = Math.max(least, wanted - (total(least(wanted)) - tableWidth));
        if (total(least(wanted)) <= tableWidth) {
          break;
        }
      }
      widths[out] = 0;
      out = firstToLeaveOut();
    }
    int[] fitted = least(wanted);
    widen(fitted, lead, nameWidth);
    widenOthers(fitted);
    widen(fitted, lead, tableWidth);
    System.arraycopy(fitted, 0, widths, 0, widths.length);
  }

  /** The width of the names in the leading column, or at most this part of the table. */
  private int leading(int nameWidth, int percent) {
    return Math.min(nameWidth, Math.max(MIN_TEXT_WIDTH, tableWidth * percent / 100));
  }

  /** The column to leave out next; -1 where only one column is left. */
  private int firstToLeaveOut() {
    int first = -1;
    int shown = 0;
    for (int i = widths.length - 1; i >= 0; i--) {
      if (widths[i] > 0) {
        shown++;
        if (i != lead
            && (first < 0 || (slots.get(first).isEssential() && !slots.get(i).isEssential()))) {
          first = i;
        }
      }
    }
    return shown > 1 ? first : -1;
  }

  /** The least width of each column. */
  private int[] least(int leadWidth) {
    int[] least = new int[widths.length];
    for (int i = 0; i < least.length; i++) {
      int most =
          i == lead ? leadWidth : slots.get(i).kind().flexible() ? MIN_TEXT_WIDTH : tableWidth;
      least[i] = Math.min(widths[i], Math.min(most, tableWidth));
    }
    return least;
  }

  /** Widens a column by the room that is left, to {@code most} or to the width of its cells. */
  private void widen(int[] fitted, int column, int most) {
    if (column >= 0 && fitted[column] > 0) {
      int room = tableWidth - total(fitted);
      int missing = Math.min(widths[column], most) - fitted[column];
      fitted[column] += Math.max(0, Math.min(room, missing));
    }
  }

  /** Widens the other columns by one in turn, so that the widest end up equally wide. */
  private void widenOthers(int[] fitted) {
    for (int cap = MIN_TEXT_WIDTH + 1; cap <= tableWidth; cap++) {
      for (int i = 0; i < fitted.length; i++) {
        if (i != lead) {
          widen(fitted, i, cap);
        }
      }
    }
  }

  /** Gives the room that is left to the last column, for longer rows after the sample. */
  private void widenLast() {
    int last = widths.length - 1;
    while (last > 0 && widths[last] == 0) {
      last--;
    }
    if (slots.get(last).kind().flexible()) {
      widths[last] += Math.max(0, tableWidth - total(widths));
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
