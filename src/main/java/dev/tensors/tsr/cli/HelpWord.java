package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import java.util.ArrayList;
import java.util.List;

/** Turns {@code help COMMAND} into {@code COMMAND --help}. */
final class HelpWord {

  /** The command that has all others below it, too. */
  static final String DB = "db";

  private HelpWord() {}

  /**
   * The arguments, with --help in place of the word {@code help}, if that stands for a command.
   *
   * @throws WrongUsage if a second command follows
   */
  static String[] replaced(String... arguments) {
    List<String> words = List.of(arguments);
    int at = words.indexOf(Declaration.HELP_WORD);
    if (at < 0 || !areBeforeCommand(words.subList(0, at))) {
      return arguments;
    }
    List<String> replaced = new ArrayList<>(words.subList(0, at));
    List<String> subject = withoutHelp(words.subList(at + 1, words.size()));
    boolean db = !subject.isEmpty() && subject.getFirst().equals(DB);
    List<String> names = withoutHelp(subject.subList(db ? 1 : 0, subject.size()));
    if (names.size() > 1 && !names.get(0).startsWith("-") && !names.get(1).startsWith("-")) {
      throw new WrongUsage("help is for one command; leave out '" + names.get(1) + "'");
    }
    String name = names.isEmpty() ? Declaration.HELP_WORD : names.getFirst();
    if (name.equals(Tsr.OptionsCommand.NAME)) {
      replaced.remove(DB);
    } else if (db && !replaced.contains(DB)) {
      replaced.add(DB);
    }
    if (!names.isEmpty()) {
      replaced.add(name);
    }
    boolean known =
        Commands.NAMES.contains(name)
            || name.equals(CompletionCommand.NAME)
            || name.equals(Tsr.OptionsCommand.NAME);
    if (names.isEmpty() || known || name.startsWith("-")) {
      replaced.add("--help");
    }
    return replaced.toArray(String[]::new); // picocli refuses an unknown name
  }

  private static List<String> withoutHelp(List<String> words) {
    return words.stream().dropWhile(Declaration.HELP_WORD::equals).toList();
  }

  private static boolean areBeforeCommand(List<String> words) {
    String last = "";
    for (String word : words) {
      if (!word.equals(DB) && !word.startsWith("-") && !CommonOptions.VALUED.contains(last)) {
        return false;
      }
      last = word;
    }
    return !CommonOptions.VALUED.contains(last); // "help" is its value
  }
}
