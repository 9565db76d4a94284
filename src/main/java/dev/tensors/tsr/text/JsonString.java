package dev.tensors.tsr.text;

import java.util.ArrayList;
import java.util.List;

/** JSON strings, in double quotes. */
public final class JsonString {

  private static final String ESCAPED = "\"\\bfnrt";
  private static final String MEANT = "\"\\\b\f\n\r\t";
  private static final int HEX_DIGITS = 4;

  private JsonString() {}

  /** The text as a JSON string, with invisible characters escaped. */
  public static String of(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      int escape = MEANT.indexOf(c);
      if (escape >= 0) {
        json.append('\\').append(ESCAPED.charAt(escape));
      } else {
        append(c, json);
      }
    }
    return json.append('"').toString();
  }

  /** A JSON string with its invisible characters escaped. */
  public static String visible(String json) {
    StringBuilder visible = new StringBuilder(json.length());
    json.codePoints().forEach(c -> append(c, visible));
    return visible.toString();
  }

  private static void append(int c, StringBuilder json) {
    if (!PlainText.mayBeInvisible(c)) {
      json.appendCodePoint(c);
      return;
    }
    for (char unit : Character.toChars(c)) {
      json.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        json.append(Character.forDigit(unit >> shift & 0xF, 16));
      }
    }
  }

  /** Whether the whole text is one JSON string. */
  public static boolean is(String text) {
    return text.startsWith("\"") && end(text, 0) == text.length();
  }

  /** The value of a text that {@link #is} a JSON string. */
  public static String read(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (int i = 1; i < json.length() - 1; i++) {
      char c = json.charAt(i);
      if (c == '\\') {
        i++;
        c = json.charAt(i);
        if (c == 'u') {
          c = (char) Integer.parseInt(json, i + 1, i + 1 + HEX_DIGITS, 16);
          i += HEX_DIGITS;
        } else if (c != '/') {
          c = MEANT.charAt(ESCAPED.indexOf(c));
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  /**
   * The values of a JSON array of strings, in which only quotes and backslashes need be escaped.
   */
  public static List<String> array(String json) {
    List<String> values = new ArrayList<>();
    int start = json.indexOf('"');
    while (start >= 0) {
      int end = start + 1;
      while (json.charAt(end) != '"') {
        end += json.charAt(end) == '\\' ? 2 : 1;
      }
      String value = json.substring(start, end + 1);
      boolean isPlain = value.indexOf('\\') < 0;
      values.add(isPlain ? value.substring(1, value.length() - 1) : read(value));
      start = json.indexOf('"', end + 1);
    }
    return values;
  }

  /** The index after the closing quote of the string that starts at {@code start}; -1 if none. */
  public static int end(String text, int start) {
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i = escapeEnd(text, i + 1);
      }
      if (c < ' ' || i < 0) {
        return -1;
      }
    }
    return -1;
  }

  /** The index of the last character of an escape; -1 if the escape is invalid. */
  private static int escapeEnd(String text, int at) {
    if (at == text.length()) {
      return -1;
    }
    char c = text.charAt(at);
    if (c != 'u') {
      return c == '/' || ESCAPED.indexOf(c) >= 0 ? at : -1;
    }
    for (int i = at + 1; i <= at + HEX_DIGITS; i++) {
      if (i >= text.length() || "0123456789abcdefABCDEF".indexOf(text.charAt(i)) < 0) {
        return -1;
      }
    }
    return at + HEX_DIGITS;
  }
}
