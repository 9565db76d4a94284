package dev.tensors.tsr.output;

/**
 * How text is spelled so that it cannot act on whoever reads it. Names come from strangers' files:
 * a terminal may be at the other end of any format, and it obeys control characters.
 */
enum Spelling {
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

  Spelling(String kept, String syntax) {
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

  void append(String text, StringBuilder to) {
    int from = 0;
    for (int at = next(text, 0); at < text.length(); at = next(text, from)) {
      to.append(text, from, at);
      respell(text.charAt(at), to);
      from = at + 1;
    }
    to.append(text, from, text.length());
  }

  private int next(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && Character.charCount(text.codePointAt(i)) == 2) {
        i++;
      } else if (changes(c)) {
        return i;
      }
    }
    return text.length();
  }

  private boolean changes(char c) {
    return unsafe(c) ? kept.indexOf(c) < 0 : syntax.indexOf(c) >= 0;
  }

  /**
   * Whether a character (half of a surrogate pair counts as alone) does something other than show
   * itself: it moves the cursor, ends a line, turns the direction of writing, hides, or cannot be
   * encoded. U+200C and U+200D stay, as Persian and emoji need them.
   */
  private static boolean unsafe(char c) {
    if (c < 0xA0) {
      return c < ' ' || c >= 0x7F;
    }
    return c == 0x061C
        || (c >= 0x200B && c <= 0x200F && c != 0x200C && c != 0x200D)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F)
        || Character.isSurrogate(c)
        || c == 0xFEFF;
  }

  private void respell(char c, StringBuilder to) {
    switch (c) {
      case '\t' -> to.append("\\t");
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\\' -> to.append("\\\\");
      case '"' -> to.append(this == CSV ? "\"\"" : "\\\"");
      default -> {
        boolean brief = c < 0x80 && this != JSON && this != RAW_JSON;
        to.append(brief ? "\\x" : "\\u");
        for (int shift = brief ? 4 : 12; shift >= 0; shift -= 4) {
          to.append(Character.forDigit(c >> shift & 0xF, 16));
        }
      }
    }
  }
}
