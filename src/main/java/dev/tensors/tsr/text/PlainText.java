package dev.tensors.tsr.text;

import java.util.ArrayList;
import java.util.List;

/** Splits text into lines, and recognizes invisible characters. */
public final class PlainText {

  private static final String LINE_ENDS = "\n\r\u000B\f\u0085\u2028\u2029";

  private static final String INVISIBLE_MARKS = "\u034F\u17B4\u17B5";
  private static final String FILLERS = "\u115F\u1160\u3164\uFFA0";

  private PlainText() {}

  /** The lines of a text, without blank lines at its start and end. */
  public static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (LINE_ENDS.indexOf(text.charAt(i)) >= 0) {
        lines.add(text.substring(start, i));
        i += text.startsWith("\r\n", i) ? 1 : 0;
        start = i + 1;
      }
    }
    lines.add(text.substring(start));
    return withoutBlankEnds(lines);
  }

  private static List<String> withoutBlankEnds(List<String> lines) {
    int start = 0;
    int end = lines.size();
    while (start < end && isBlank(lines.get(start))) {
      start++;
    }
    while (start < end && isBlank(lines.get(end - 1))) {
      end--;
    }
    return lines.subList(start, end);
  }

  public static boolean isBlank(String line) {
    return WhiteSpace.strip(line).isEmpty();
  }

  /** Whether a character can be invisible, or can control a terminal. */
  public static boolean mayBeInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          true;
      case Character.NON_SPACING_MARK -> INVISIBLE_MARKS.indexOf(c) >= 0 || isVariationSelector(c);
      case Character.OTHER_LETTER -> FILLERS.indexOf(c) >= 0;
      default -> false;
    };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF)
        || (c >= 0x180B && c <= 0x180F);
  }
}
