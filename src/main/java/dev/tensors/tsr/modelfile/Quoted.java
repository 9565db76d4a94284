package dev.tensors.tsr.modelfile;

/** Quotes text from a file in a message. */
final class Quoted {

  private static final int LONGEST = 80;

  private Quoted() {}

  /** In quotes, on one line, cut at 80 characters, with U+FFFD for control characters. */
  static String of(String text) {
    StringBuilder quoted = new StringBuilder().append('"');
    int kept = 0;
    for (int i = 0; i < text.length() && kept < LONGEST; kept++) {
      int c = text.codePointAt(i);
      quoted.appendCodePoint(isHarmless(c) ? c : '\uFFFD');
      i += Character.charCount(c);
      if (kept + 1 == LONGEST && i < text.length()) {
        quoted.append('…');
      }
    }
    return quoted.append('"').toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      // Format characters reorder or hide the text around them.
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
