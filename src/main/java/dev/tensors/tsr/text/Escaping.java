package dev.tensors.tsr.text;

/**
 * Escapes text for each format. Names come from strangers' files, and the output of every format
 * may reach a terminal, which obeys control characters.
 */
public enum Escaping {
  /** Cells of a table, and messages. */
  VISIBLE("", ""),
  /** A line of text, which may hold tabs. */
  LINE("\t", ""),
  /**
   * A field without tabs and line ends. Backslashes are doubled, so that a reader can unescape it.
   */
  TSV("", "\\"),
  /** The inside of a quoted field, which may hold tabs and line ends. */
  CSV("\t\n\r", "\""),
  /** The inside of a string. A JSON reader gets exactly the same text back. */
  JSON("", "\"\\"),
  /** A whole JSON document. Control characters can occur only inside its strings. */
  RAW_JSON("", "");

  private final String kept;
  private final String syntax;

  /** Whether an ASCII character is escaped: most text has no others. */
  private final boolean[] isEscaped = new boolean[0x80];

  Escaping(String kept, String syntax) {
    this.kept = kept;
    this.syntax = syntax;
    for (char c = 0; c < isEscaped.length; c++) {
      isEscaped[c] = isEscaped(Character.toString(c), 0);
    }
  }

  private boolean isEscaped(String text, int index) {
    char c = text.charAt(index);
    return HiddenCharacters.isAt(text, index) ? kept.indexOf(c) < 0 : syntax.indexOf(c) >= 0;
  }

  /** Escapes the text. Returns the same String if nothing has to be escaped. */
  public String of(String text) {
    if (next(text, 0) == text.length()) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    append(text, escaped);
    return escaped.toString();
  }

  /** Removes the characters that would have to be escaped. */
  public String without(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, from)) {
      kept.append(text, from, at);
      from = at + Character.charCount(text.codePointAt(at));
    }
    return kept.append(text, from, text.length()).toString();
  }

  public void append(String text, StringBuilder to) {
    int from = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, from)) {
      int c = text.codePointAt(at);
      escape(c, to.append(text, from, at));
      from = at + Character.charCount(c);
    }
    to.append(text, from, text.length());
  }

  private int next(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < isEscaped.length ? isEscaped[c] : isEscaped(text, i)) {
        return i;
      }
      if (Character.isHighSurrogate(c)) {
        i++; // the other half of a surrogate pair; a lone half is hidden
      }
    }
    return text.length();
  }

  private void escape(int c, StringBuilder to) {
    switch (c) {
      case '\t' -> to.append("\\t");
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\\' -> to.append("\\\\");
      case '"' -> to.append(this == CSV ? "\"\"" : "\\\"");
      default -> appendCode(c, to);
    }
  }

  /** Escapes as JSON does, elsewhere as printf reads it, with 2, 4 or 8 digits. */
  private void appendCode(int c, StringBuilder to) {
    boolean isJson = this == JSON || this == RAW_JSON;
    if (isJson && (c == '\b' || c == '\f')) {
      to.append(c == '\b' ? "\\b" : "\\f"); // as SQLite writes them
    } else if (isJson) {
      for (char half : Character.toChars(c)) {
        hex("\\u", half, 4, to);
      }
    } else if (c < 0x80) {
      hex("\\x", c, 2, to);
    } else {
      boolean beyond = Character.isSupplementaryCodePoint(c);
      hex(beyond ? "\\U" : "\\u", c, beyond ? 8 : 4, to);
    }
  }

  private static void hex(String before, int c, int digits, StringBuilder to) {
    to.append(before);
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      to.append(Character.forDigit(c >> shift & 0xF, 16));
    }
  }
}
