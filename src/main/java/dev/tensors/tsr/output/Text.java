package dev.tensors.tsr.output;

import org.jline.utils.WCWidth;

/** Text for a terminal: made harmless, measured and cut. */
public final class Text {

  private static final String ELLIPSIS = "…";

  private Text() {}

  /**
   * The text with each control character spelled out ({@code \n}, {@code \x1b}), as are those that
   * hide or turn the direction of writing. It can no longer move a cursor or break a line. The same
   * String if there are none.
   */
  public static String visible(String s) {
    return Spelling.VISIBLE.of(s);
  }

  /** In terminal columns: CJK takes two, combining marks none. */
  public static int width(String s) {
    int width = 0;
    for (int i = 0, c; i < s.length(); i += Character.charCount(c)) {
      c = s.codePointAt(i);
      width += width(c);
    }
    return width;
  }

  /** The start of the text, ending in … if it is wider than {@code width} columns. */
  public static String cut(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    int end = 0;
    for (int room = width - 1, c; ; end += Character.charCount(c)) {
      c = s.codePointAt(end);
      room -= width(c);
      if (room < 0) {
        return width < 1 ? "" : s.substring(0, end).concat(ELLIPSIS);
      }
    }
  }

  /** The end of the text, beginning with … if it is wider than {@code width} columns. */
  public static String cutStart(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    int start = s.length();
    for (int room = width - 1, c; ; start -= Character.charCount(c)) {
      c = s.codePointBefore(start);
      room -= width(c);
      if (room < 0) {
        return width < 1 ? "" : ELLIPSIS.concat(s.substring(afterMarks(s, start)));
      }
    }
  }

  /** Past combining marks, which would sit on the ellipsis now that their letter is gone. */
  private static int afterMarks(String s, int start) {
    int i = start;
    while (i < s.length() && width(s.codePointAt(i)) == 0) {
      i += Character.charCount(s.codePointAt(i));
    }
    return i;
  }

  /** Most text is answered without WCWidth, whose tables take milliseconds to load. */
  private static int width(int c) {
    if (c < 0x300 || c == '…') {
      return Character.isISOControl(c) ? 0 : 1;
    }
    return Math.max(0, WCWidth.wcwidth(c));
  }
}
