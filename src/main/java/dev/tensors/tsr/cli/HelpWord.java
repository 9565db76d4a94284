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
    List<String> before = named(words.subList(0, at + 1));
    boolean isCommand = !before.isEmpty() && before.getLast().equals(Declaration.HELP_WORD);
    if (!isCommand || !before.stream().limit(before.size() - 1).allMatch(DB::equals)) {
      return arguments;
    }
    List<String> replaced = new ArrayList<>(words.subList(0, at));
    List<String> subject = withoutHelp(named(words.subList(at + 1, words.size())));
    boolean db = !subject.isEmpty() && subject.getFirst().equals(DB);
    List<String> names = withoutHelp(subject.subList(db ? 1 : 0, subject.size()));
    if (names.size() > 1) {
      throw new WrongUsage("help is for one command; leave out '" + names.get(1) + "'");
    }
    String name = names.isEmpty() ? Declaration.HELP_WORD : names.getFirst();
    if (name.equals(Tsr.OptionsCommand.NAME)) {
      replaced.remove(DB);
    } else if (db && !replaced.contains(DB)) {
      replaced.add(DB);
    }
    replaced.addAll(names);
    boolean known =
        Commands.NAMES.contains(name)
            || name.equals(CompletionCommand.NAME)
            || name.equals(Tsr.OptionsCommand.NAME);
    if (names.isEmpty() || known) {
      replaced.add("--help");
    }
    return replaced.toArray(String[]::new); // picocli refuses an unknown name
  }

  private static List<String> withoutHelp(List<String> names) {
    return names.stream().dropWhile(Declaration.HELP_WORD::equals).toList();
  }

  /** The words that are neither options nor their values. */
  private static List<String> named(List<String> words) {
    List<String> named = new ArrayList<>();
    String last = "";
    for (String word : words) {
      if (!word.startsWith("-") && !CommonOptions.VALUED.contains(last)) {
        named.add(word);
      }
      last = word;
    }
    return named;
  }
}
