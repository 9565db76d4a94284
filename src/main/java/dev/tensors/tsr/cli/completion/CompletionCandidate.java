package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.library.CompletionValues;
import dev.tensors.tsr.output.terminal.TerminalText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A word that the user may be typing.
 *
 * @param word unquoted
 * @param description one line; empty if there is none
 */
record CompletionCandidate(String word, String description) {

  private static final int MAX_DESCRIPTION_WIDTH = 60;

  static CompletionCandidate of(CompletionValues.Value value) {
    return new CompletionCandidate(value.name(), line(value.description()));
  }

  /** Described by the first sentence of a help text. */
  static CompletionCandidate of(String word, String text) {
    int end = text.indexOf(". ");
    return new CompletionCandidate(
        word, line((end < 0 ? text : text.substring(0, end)).replaceFirst("[.]$", "")));
  }

  static CompletionCandidate of(String word) {
    return new CompletionCandidate(word, "");
  }

  private static String line(@Nullable String text) {
    return text == null ? "" : TerminalText.cut(TerminalText.visible(text), MAX_DESCRIPTION_WIDTH);
  }

  /** The rest of the word. */
  CompletionCandidate from(int start) {
    return new CompletionCandidate(word.substring(start), description);
  }

  CompletionCandidate after(String before) {
    return new CompletionCandidate(before + word, description);
  }

  /** Whether the word has no hidden characters, so that a shell can show it. */
  boolean isPlain() {
    return TerminalText.visible(word).equals(word);
  }

  boolean startsWith(String typed) {
    return word.startsWith(typed);
  }

  boolean startsWithIgnoringCase(String typed) {
    return word.regionMatches(true, 0, typed, 0, typed.length());
  }

  /** A copy in the case in which the user began to type the word. */
  CompletionCandidate inCaseOf(String typed) {
    if (startsWith(typed)) {
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
