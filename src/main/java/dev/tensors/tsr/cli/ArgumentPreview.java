package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.options.Declaration;
import java.util.List;

/**
 * Guesses from the arguments, before they are parsed, which commands and options they may contain,
 * so that only these commands are made, and the log only if wanted. Where parsing fails, the guess
 * is all there is. A value that looks like an option or a command counts as one: the guess may find
 * too many, never too few.
 *
 * @param words the arguments of the process
 */
public record ArgumentPreview(List<String> words) {

  /** The short options without a value, which can be combined in one word. */
  private static final String FLAGS = "hjqvV";

  public static ArgumentPreview of(String... arguments) {
    return new ArgumentPreview(List.of(arguments));
  }

  /** Whether the arguments may name this command. */
  public boolean names(String command) {
    return words.contains(command);
  }

  /** Whether the first argument is this command. */
  boolean begins(String command) {
    return !words.isEmpty() && words.getFirst().equals(command);
  }

  /** Whether the arguments may ask for help. */
  boolean asksForHelp() {
    return names(Declaration.HELP_WORD) || names("--help") || names("-h");
  }

  /** Whether the arguments may ask for a log, on stderr or in a file. */
  public boolean asksForLog() {
    for (String word : words) {
      if (hasFlag(word, 'v') || word.startsWith("--verbose") || word.startsWith("--log-file")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the arguments may ask for one JSON document. */
  boolean asksForJson() {
    String before = "";
    for (String word : words) {
      if (word.equals("--json")
          || hasFlag(word, 'j')
          || word.equalsIgnoreCase("--format=json")
          || (word.equalsIgnoreCase("json") && before.equals("--format"))) {
        return true;
      }
      before = word;
    }
    return false;
  }

  /** Does without regular expressions, which take milliseconds to load at each start. */
  private static boolean hasFlag(String word, char flag) {
    if (!word.startsWith("-")) {
      return false;
    }
    int at = 1;
    while (at < word.length() && word.charAt(at) != flag && FLAGS.indexOf(word.charAt(at)) >= 0) {
      at++;
    }
    return at < word.length() && word.charAt(at) == flag;
  }
}
