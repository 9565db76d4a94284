package dev.tensors.tsr.cli;

import java.util.List;

/**
 * What the arguments seem to ask for, before they are parsed. Parsing needs the commands and the
 * log, whose making is what such a guess spares; and where parsing fails, the guess is all there
 * is. A value that looks like an option or a command is taken for one: the guess may see too much,
 * but nothing that is asked for escapes it.
 *
 * @param words the arguments of the process
 */
public record ArgumentPreview(List<String> words) {

  /** The short options without a value: further ones may follow each in the same word. */
  private static final String FLAGS = "hjqvV";

  public static ArgumentPreview of(String... arguments) {
    return new ArgumentPreview(List.of(arguments));
  }

  /** Whether this command may be meant. */
  public boolean names(String command) {
    return words.contains(command);
  }

  /** Whether the first argument is this command. */
  boolean begins(String command) {
    return !words.isEmpty() && words.getFirst().equals(command);
  }

  /** Whether something is to be logged, to stderr or to a file. */
  public boolean asksForLog() {
    for (String word : words) {
      if (hasFlag(word, 'v') || word.startsWith("--verbose") || word.startsWith("--log-file")) {
        return true;
      }
    }
    return false;
  }

  /** Whether the result is to be one JSON document. */
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

  /** Without a regular expression: those take milliseconds to load, and each start comes here. */
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
