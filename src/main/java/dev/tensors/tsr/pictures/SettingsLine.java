package dev.tensors.tsr.pictures;

import dev.tensors.tsr.text.WhiteSpace;
import java.util.Set;

/**
 * Recognizes the line of settings of an infotext: pairs such as {@code Steps: 20}, separated by
 * commas. A value in quotes may contain commas.
 */
public final class SettingsLine {

  /** Web UIs parse a last line with fewer pairs as part of the prompt. */
  static final int FEWEST_PAIRS = 3;

  /** The keys with which a line of settings can begin. */
  private static final Set<String> FIRST =
      Set.of("Steps", "Sampler", "Schedule type", "CFG scale", "Seed", "Size", "Model");

  private SettingsLine() {}

  /** Whether a line holds settings, rather than text of a prompt that contains some colons. */
  public static boolean is(String line) {
    String text = WhiteSpace.strip(line);
    if (!FIRST.contains(text.substring(0, keyEnd(text, 0)))) {
      return false;
    }
    int pairs = 0;
    boolean steps = false;
    for (int i = 0; i < text.length(); i++) {
      int keyEnd = keyEnd(text, i);
      boolean pair = keyEnd - i > 1 && keyEnd < text.length() && text.charAt(keyEnd) == ':';
      steps |= pair && text.substring(i, keyEnd).equals("Steps");
      pairs += pair ? 1 : 0;
      i = valueEnd(text, pair ? keyEnd + 1 : i);
      while (i + 1 < text.length() && WhiteSpace.is(text.charAt(i + 1))) {
        i++;
      }
    }
    return steps && pairs >= FEWEST_PAIRS;
  }

  /** Whether web UIs can parse a key. */
  static boolean isKey(String key) {
    return key.codePointCount(0, key.length()) > 1
        && isOfWord(key.codePointAt(0))
        && keyEnd(key, 0) == key.length();
  }

  /** One after the last character of the key that begins at a place. */
  static int keyEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isOfKey(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isOfKey(int c) {
    return c == ' ' || c == '-' || c == '/' || isOfWord(c);
  }

  /** What Python's {@code \w} matches, which includes more numbers than Java's. */
  private static boolean isOfWord(int c) {
    return switch (Character.getType(c)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> c == '_' || Character.isLetterOrDigit(c);
    };
  }

  /** The index of the comma after a value, or the end of the line. */
  private static int valueEnd(String text, int start) {
    int begin = start;
    while (begin < text.length() && WhiteSpace.is(text.charAt(begin))) {
      begin++;
    }
    int quoted = begin < text.length() && text.charAt(begin) == '"' ? quotedEnd(text, begin) : -1;
    if (quoted >= 0 && (quoted == text.length() || text.charAt(quoted) == ',')) {
      return quoted;
    }
    int comma = text.indexOf(',', begin);
    return comma < 0 ? text.length() : comma;
  }

  /** The index after the closing quote of a quoted value; -1 if it is not closed. */
  static int quotedEnd(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '"') {
        return i + 1;
      }
    }
    return -1;
  }
}
