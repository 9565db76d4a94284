package dev.tensors.tsr.output;

import org.jline.utils.WCWidth;

/** Text for a terminal: made harmless, measured and cut. */
public final class TerminalText {

  private static final String ELLIPSIS = "…";

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Asks for the coloured picture of a character, which is twice as wide. */
  private static final int EMOJI_VARIATION = 0xFE0F;

  private TerminalText() {}

  /**
   * The text with each hidden character spelled out ({@code \n}, {@code \x1b}): those that control
   * a terminal, turn the direction of writing or are not seen. It can no longer move a cursor or
   * break a line. The same String if there are none.
   */
  public static String visible(String s) {
    return Escaping.VISIBLE.of(s);
  }

  /** The text without such characters, tabs excepted: what is pasted is to be as it was typed. */
  public static String pasteable(String s) {
    return Escaping.LINE.without(s);
  }

  /**
   * In terminal columns: CJK and emoji take two, combining marks none. Where terminals differ, as
   * some show a joined emoji as its parts, it is the widest that counts.
   */
  public static int width(String s) {
    return width(s, 0, s.length());
  }

  private static int width(String s, int start, int end) {
    int width = 0;
    int last = 0;
    for (int i = start, c; i < end; i += Character.charCount(c)) {
      c = s.codePointAt(i);
      last = c == EMOJI_VARIATION && last == 1 ? 1 : width(c);
      width += last;
    }
    return width;
  }

  /** The start of the text, ending in … if it is wider than {@code width} columns. */
  public static String cut(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    return width < 1 ? "" : start(s, width - 1).concat(ELLIPSIS);
  }

  /** The end of the text, beginning with … if it is wider than {@code width} columns. */
  public static String cutStart(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    return width < 1 ? "" : ELLIPSIS.concat(end(s, width - 1));
  }

  /** As much of the start as fits into so many columns. */
  static String start(String s, int width) {
    int end = 0;
    int room = width;
    while (end < s.length()) {
      int next = characterEnd(s, end);
      room -= width(s, end, next);
      if (room < 0) {
        break;
      }
      end = next;
    }
    return s.substring(0, end);
  }

  /** As much of the end as fits into so many columns. */
  static String end(String s, int width) {
    int start = 0;
    int left = width(s);
    while (left > width) {
      int next = characterEnd(s, start);
      left -= width(s, start, next);
      start = next;
    }
    return s.substring(start);
  }

  /** The end of what is seen as one character: with its marks, and with what is joined to it. */
  private static int characterEnd(String s, int start) {
    int last = s.codePointAt(start);
    int end = start + Character.charCount(last);
    boolean flag = isRegional(last);
    while (end < s.length()) {
      int c = s.codePointAt(end);
      boolean joined = last == ZERO_WIDTH_JOINER || isSkinTone(c) || (flag && isRegional(c));
      if (width(c) > 0 && !joined) {
        break;
      }
      flag = false;
      last = c;
      end += Character.charCount(c);
    }
    return end;
  }

  /** A letter of which two make a flag. */
  private static boolean isRegional(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  /** Most text is answered without WCWidth, whose tables take milliseconds to load. */
  private static int width(int c) {
    if (c < 0x300 || c == '…') {
      return Character.isISOControl(c) ? 0 : 1;
    }
    if (isRegional(c)) {
      return 1;
    }
    int width = Math.max(0, WCWidth.wcwidth(c));
    return width < 2 && Character.isEmojiPresentation(c) ? 2 : width; // WCWidth lacks ⚡ and 🏽
  }
}
