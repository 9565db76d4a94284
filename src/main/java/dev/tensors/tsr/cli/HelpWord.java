package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.HelpLayout;
import java.util.ArrayList;
import java.util.List;

/** The word {@code help} in the place of a command: the same as --help of the command after it. */
final class HelpWord {

  private static final String DB = "db";

  private HelpWord() {}

  /**
   * The arguments, which ask for help by --help where {@code help} is in the place of a command.
   */
  static String[] replaced(String... arguments) {
    List<String> words = List.of(arguments);
    int at = words.indexOf(HelpLayout.HELP_WORD);
    if (at < 0 || !words.subList(0, at).stream().allMatch(HelpWord::isBeforeCommand)) {
      return arguments;
    }
    List<String> replaced = new ArrayList<>(words.subList(0, at));
    List<String> subject = words.subList(at + 1, words.size());
    boolean db = !subject.isEmpty() && subject.getFirst().equals(DB);
    List<String> names = subject.subList(db ? 1 : 0, subject.size());
    String name = names.isEmpty() ? HelpLayout.HELP_WORD : names.getFirst();
    boolean known = Commands.NAMES.contains(name);
    if ((db || known) && !replaced.contains(DB)) {
      replaced.add(DB);
    }
    if (!names.isEmpty()) {
      replaced.add(name);
    }
    if (names.isEmpty() || known || name.equals(CompletionCommand.NAME) || name.startsWith("-")) {
      replaced.add("--help");
    }
    return replaced.toArray(String[]::new); // a name that nobody has is refused as any other is
  }

  private static boolean isBeforeCommand(String word) {
    return word.equals(DB) || word.startsWith("-");
  }
}
