package dev.tensors.tsr.output.formats;

import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.ArrayList;
import java.util.List;

/**
 * Breaks a text into lines of a width: at spaces, and within words that are longer than a line.
 * Hidden characters are escaped. The text is read only as far as its lines are shown.
 */
public final class WrappedText {

  private static final String LINE_ENDS = "\n\r\u000B\f\u0085\u2028\u2029";

  private final int width;
  private final int mostLines;
  private final String between;
  private final String more;
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private int lineWidth;

  /**
   * @param width in terminal columns
   * @param mostLines further lines are left out
   * @param more the end of the last line, where some are left out
   * @param isList whether the text is a list with commas, of which no item is shown in part then
   */
  public WrappedText(int width, int mostLines, String more, boolean isList) {
    this.width = width;
    this.mostLines = mostLines;
    this.more = more;
    this.between = isList ? ", " : " ";
  }

  /** The lines of a text, without white space at their ends. */
  public List<String> lines(String text) {
    int start = 0;
    while (start < text.length() && !isFull()) {
      int end = lineEnd(text, start);
      addLine(text, start, end);
      start = end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
    if (isFull()) {
      lines.subList(mostLines, lines.size()).clear();
      int room = width - 1 - TerminalText.width(more);
      boolean isWide = room >= width / 2; // else little of the line would be left
      String last = start(lines.removeLast(), isWide ? room : width).stripTrailing();
      lines.addAll(isWide ? List.of((last + " " + more).strip()) : List.of(last, more));
    }
    return lines;
  }

  /** The start of a line that fits, without a part of a word or an item at its end. */
  private String start(String text, int room) {
    String start = TerminalText.start(text, room);
    int comma = between.length() - 1;
    int end = (text + " ").lastIndexOf(between, start.length() - comma) + comma;
    return end <= comma ? start : text.substring(0, end);
  }

  private boolean isFull() {
    return lines.size() > mostLines;
  }

  private static int lineEnd(String text, int start) {
    int end = start;
    while (end < text.length() && LINE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private void addLine(String text, int start, int end) {
    int from = start;
    while (from < end && !isFull()) {
      int space = text.indexOf(' ', from, end);
      int to = space < 0 ? end : space;
      addWord(text, from, to);
      from = to + 1;
    }
    endLine();
  }

  /** Reads a long word piece by piece: it may be a text of another script without spaces. */
  private void addWord(String text, int start, int end) {
    int from = start;
    do {
      int to = Math.min(end, from + width);
      if (to < end && Character.isHighSurrogate(text.charAt(to - 1))) {
        to--;
      }
      addPiece(TerminalText.visible(text.substring(from, to)), from == start);
      from = to;
    } while (from < end && !isFull());
  }

  private void addPiece(String piece, boolean isWordStart) {
    int needed = TerminalText.width(piece);
    int space = isWordStart && lineWidth > 0 ? 1 : 0;
    if (isWordStart && lineWidth > 0 && lineWidth + space + needed > width) {
      endLine();
      space = 0;
    }
    String rest = piece;
    line.append(" ".repeat(space));
    lineWidth += space;
    while (lineWidth + TerminalText.width(rest) > width) {
      String start = TerminalText.start(rest, width - lineWidth);
      if (start.isEmpty() && lineWidth == 0) {
        start = rest; // one character with more marks than fit
      }
      line.append(start);
      rest = rest.substring(start.length());
      endLine();
    }
    line.append(rest);
    lineWidth += TerminalText.width(rest);
  }

  private void endLine() {
    lines.add(line.toString().stripTrailing());
    line.setLength(0);
    lineWidth = 0;
  }
}
