package dev.tensors.tsr.prompts;

/**
 * White space as Python and people see it: the no-break spaces, too, and the separators 0x1C to
 * 0x1F.
 */
final class WhiteSpace {

  private WhiteSpace() {}

  /** The text without the white space at both of its ends. */
  static String strip(String text) {
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

  static boolean is(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
