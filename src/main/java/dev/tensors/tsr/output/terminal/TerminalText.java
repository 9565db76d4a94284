package dev.tensors.tsr.output.terminal;

import dev.tensors.tsr.text.Escaping;
import org.jline.utils.WCWidth;

/** Escapes, measures and shortens text for a terminal. */
public final class TerminalText {

  private static final String ELLIPSIS = "…";

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /** Selects the coloured picture of a character, which is two columns wide. */
  private static final int EMOJI_VARIATION = 0xFE0F;

  private TerminalText() {}

  /**
   * Escapes hidden characters ({@code \n}, {@code \x1b}): those that control a terminal, change the
   * direction of writing or are invisible. Returns the same String if there are none.
   */
  public static String visible(String s) {
    return Escaping.VISIBLE.of(s);
  }

  /** Removes hidden characters other than tabs, for text that is pasted elsewhere. */
  public static String pasteable(String s) {
    return Escaping.LINE.without(s);
  }

  /**
   * The width in terminal columns: 2 for CJK and emoji, 0 for combining marks. Where terminals
   * differ, as some show a joined emoji as its parts, the largest width counts.
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

  /** Cuts off the end, with … in its place, if the text is wider than {@code width} columns. */
  public static String cut(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    return width < 1 ? "" : start(s, width - 1).concat(ELLIPSIS);
  }

  /** Cuts off the start, with … in its place, if the text is wider than {@code width} columns. */
  public static String cutStart(String s, int width) {
    if (width(s) <= width) {
      return s;
    }
    return width < 1 ? "" : ELLIPSIS.concat(end(s, width - 1));
  }

  /** The longest start that fits into {@code width} columns. */
  public static String start(String s, int width) {
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

  /** The longest end that fits into {@code width} columns. */
  public static String end(String s, int width) {
    int start = 0;
    int left = width(s);
    while (left > width) {
      int next = characterEnd(s, start);
      left -= width(s, start, next);
      start = next;
    }
    return s.substring(start);
  }

  /** The end of a character with its combining marks and joined characters. */
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

  /** Whether the character is a letter of a flag, which has two. */
  private static boolean isRegional(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static boolean isSkinTone(int c) {
    return c >= 0x1F3FB && c <= 0x1F3FF;
  }

  /** Handles most text without WCWidth, whose tables take milliseconds to load. */
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
