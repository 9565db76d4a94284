package dev.tensors.tsr.text;

/**
 * Finds characters that are not seen as such: control characters, line ends, changes of the
 * direction of writing, invisible characters and lone halves of surrogate pairs.
 */
final class HiddenCharacters {

  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final int KEYCAP = 0x20E3;

  /** Below this one, only control characters and the soft hyphen are hidden. */
  private static final int FIRST_MARK = 0x300;

  private HiddenCharacters() {}

  /**
   * Whether the character at an index is hidden. A lone half of a surrogate pair is. A joiner or a
   * variation selector is not, if it directly follows a character that it can change, as in emoji,
   * Persian and Indic text.
   */
  static boolean isAt(String text, int index) {
    char first = text.charAt(index);
    if (first < FIRST_MARK) {
      return first < ' ' || (first >= 0x7F && first < 0xA0) || first == 0xAD;
    }
    int c = text.codePointAt(index);
    return switch (Character.getType(c)) {
      case Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      case Character.FORMAT -> !(isJoiner(c) && joins(before(text, index)));
      case Character.NON_SPACING_MARK -> isHiddenMark(text, index, c);
      case Character.OTHER_LETTER -> c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
      case Character.UNASSIGNED ->
          c == 0x2065 || (c >= 0xFFF0 && c <= 0xFFF8) || (c >= 0xE0000 && c <= 0xE0FFF);
      default -> false;
    };
  }

  private static boolean isHiddenMark(String text, int index, int c) {
    if (isVariationSelector(c)) {
      return !varies(c, before(text, index), after(text, index));
    }
    return c == 0x34F || c == 0x17B4 || c == 0x17B5;
  }

  private static boolean isJoiner(int c) {
    return c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
  }

  private static boolean joins(int before) {
    return before >= FIRST_MARK && Character.getType(before) != Character.FORMAT;
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || (c >= 0x180B && c <= 0x180F);
  }

  /** Whether a variation selector can change the character before it. */
  private static boolean varies(int selector, int before, int after) {
    if (selector >= 0xE0100) {
      return Character.isIdeographic(before);
    }
    if (before < 0x80) {
      return after == KEYCAP; // such as 1️⃣
    }
    int type = Character.getType(before);
    return type != Character.FORMAT && !isVariationSelector(before) && before != 0xAD;
  }

  private static int before(String text, int index) {
    return index == 0 ? -1 : text.codePointBefore(index);
  }

  private static int after(String text, int index) {
    int next = index + Character.charCount(text.codePointAt(index));
    return next < text.length() ? text.codePointAt(next) : -1;
  }
}
