package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.catalog.CompletionValues;
import dev.tensors.tsr.output.TerminalText;
import java.util.Locale;

/**
 * How a word that is being typed may go on.
 *
 * @param word without any quoting
 * @param description what it is, on one line; empty if that goes without saying
 */
record CompletionCandidate(String word, String description) {

  private static final int WIDEST_DESCRIPTION = 60;

  static CompletionCandidate of(CompletionValues.Value value) {
    return new CompletionCandidate(value.name(), line(value.description()));
  }

  /** Described by the first sentence of a help text. */
  static CompletionCandidate of(String word, String[] help) {
    String text = help.length == 0 ? "" : help[0];
    int end = text.indexOf(". ");
    return new CompletionCandidate(
        word, line((end < 0 ? text : text.substring(0, end)).replaceFirst("[.]$", "")));
  }

  static CompletionCandidate of(String word) {
    return new CompletionCandidate(word, "");
  }

  private static String line(String text) {
    return text == null ? "" : TerminalText.cut(TerminalText.visible(text), WIDEST_DESCRIPTION);
  }

  CompletionCandidate after(String before) {
    return new CompletionCandidate(before + word, description);
  }

  /** Whether a shell can show it on a line. */
  boolean isPlain() {
    return TerminalText.visible(word).equals(word);
  }

  boolean begins(String typed) {
    return word.startsWith(typed);
  }

  boolean beginsInAnyCase(String typed) {
    return word.regionMatches(true, 0, typed, 0, typed.length());
  }

  /** Of a word that may be typed in any case: the same, in the case that was begun with. */
  CompletionCandidate inCaseOf(String typed) {
    if (begins(typed)) {
      return this;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    String upper = word.toUpperCase(Locale.ROOT);
    return new CompletionCandidate(
        lower.startsWith(typed)
            ? lower
            : upper.startsWith(typed) ? upper : typed + word.substring(typed.length()),
        description);
  }
}
