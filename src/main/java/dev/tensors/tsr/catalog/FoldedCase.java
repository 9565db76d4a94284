package dev.tensors.tsr.catalog;

import java.util.Locale;

/** Makes texts equal that differ in case only. SQLite would do so with ASCII letters only. */
final class FoldedCase {

  private FoldedCase() {}

  /**
   * The text in one case. Lower case alone would depend on the letters around a Greek capital
   * sigma, and upper case alone would keep the dot of a Turkish I, which lower case separates.
   */
  static String of(String text) {
    return text.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT);
  }
}
