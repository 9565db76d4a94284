package dev.tensors.tsr.text;

/** White space as Python defines it: unlike Java's, it includes no-break spaces and U+0085. */
public final class WhiteSpace {

  private WhiteSpace() {}

  /** The text without white space at its start and end. */
  public static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (start < end && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  public static boolean is(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
