package dev.tensors.tsr.output;

/**
 * How text is spelled so that it cannot act on whoever reads it. Names come from strangers' files:
 * a terminal may be at the other end of any format, and it obeys control characters.
 */
enum Escaping {
  /** For people: a table's cells, messages. */
  VISIBLE("", ""),
  /** A line of running text, which may well hold tabs. */
  LINE("\t", ""),
  /** A field without tabs and line ends, which can be undone as backslashes are doubled. */
  TSV("", "\\"),
  /** The inside of a quoted field, which may well hold tabs and line ends. */
  CSV("\t\n\r", "\""),
  /** The inside of a string: any reader gets the very same text back. */
  JSON("", "\"\\"),
  /** JSON that is made already: what would act on a terminal can only be inside its strings. */
  RAW_JSON("", "");

  private final String kept;
  private final String syntax;

  Escaping(String kept, String syntax) {
    this.kept = kept;
    this.syntax = syntax;
  }

  /** The text in this spelling: the same String if nothing in it has to change. */
  String of(String text) {
    if (next(text, 0) == text.length()) {
      return text;
    }
    StringBuilder spelled = new StringBuilder(text.length() + 16);
    append(text, spelled);
    return spelled.toString();
  }

  /** The text without the characters that this spelling spells otherwise. */
  String without(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int from = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, from)) {
      kept.append(text, from, at);
      from = at + Character.charCount(text.codePointAt(at));
    }
    return kept.append(text, from, text.length()).toString();
  }

  void append(String text, StringBuilder to) {
    int from = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, from)) {
      int c = text.codePointAt(at);
      respell(c, to.append(text, from, at));
      from = at + Character.charCount(c);
    }
    to.append(text, from, text.length());
  }

  private int next(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (HiddenCharacters.isAt(text, i) ? kept.indexOf(c) < 0 : syntax.indexOf(c) >= 0) {
        return i;
      }
      if (Character.isHighSurrogate(c)) {
        i++; // it is half of a pair, or it would be hidden
      }
    }
    return text.length();
  }

  private void respell(int c, StringBuilder to) {
    switch (c) {
      case '\t' -> to.append("\\t");
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\\' -> to.append("\\\\");
      case '"' -> to.append(this == CSV ? "\"\"" : "\\\"");
      default -> escape(c, to);
    }
  }

  /** As JSON has it, or else as printf reads it, with 2, 4 or 8 digits. */
  private void escape(int c, StringBuilder to) {
    if (this == JSON || this == RAW_JSON) {
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
