package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.CommandGroup;
import dev.tensors.tsr.cli.frame.options.Declaration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command line that the user is typing. */
final class TypedCommandLine {

  private final CommandContext context;
  private final String last;
  private CommandLine command;
  private @Nullable OptionSpec option;
  private int positionals;
  private boolean optionsEnded;

  /**
   * @param parser makes the commands that words may name
   * @param words at least one; the user is typing the last one
   */
  TypedCommandLine(
      CommandContext context, Function<List<String>, CommandLine> parser, List<String> words) {
    this.context = context;
    this.command = parser.apply(words);
    this.last = words.getLast();
    words.subList(0, words.size() - 1).forEach(this::read);
  }

  private void read(String word) {
    if (option != null) {
      readValue(word);
    } else if (word.equals("--")) {
      optionsEnded = true;
    } else if (isOption(word)) {
      readOption(word);
    } else if (command.getSubcommands().containsKey(word)) {
      command = command.getSubcommands().get(word);
    } else if (!(word.equals(Declaration.HELP_WORD) && isGroup())) {
      positionals++;
    }
  }

  private boolean isOption(String word) {
    return word.startsWith("-") && !optionsEnded;
  }

  private void readOption(String word) {
    int equals = word.indexOf('=');
    option = option(equals < 0 ? word : word.substring(0, equals));
    if (option != null && option.arity().max() == 0) {
      option = null;
    } else if (equals >= 0) {
      readValue(word.substring(equals + 1));
    }
  }

  /** Finds an option. Of several short options in one word, it is the last one. */
  private @Nullable OptionSpec option(String name) {
    boolean shorts = name.length() > 2 && !name.startsWith("--");
    String one = shorts ? "-" + name.charAt(name.length() - 1) : name;
    return command.getCommandSpec().findOption(one);
  }

  private void readValue(String word) {
    if (option != null && option.longestName().equals("--db")) {
      context.options().database =
          word.startsWith("~/") ? context.home().resolve(word.substring(2)) : Path.of(word);
    }
    option = null;
  }

  /** The candidates for the last word. */
  List<CompletionCandidate> candidates() {
    int equals = last.indexOf('=');
    if (option != null) {
      return values(option, last, "");
    }
    if (isOption(last) && equals > 0) {
      String before = last.substring(0, equals + 1);
      OptionSpec named = option(last.substring(0, equals));
      return named == null ? List.of() : values(named, last.substring(equals + 1), before);
    }
    if (isOption(last)) {
      return matching(optionNames(), last, "");
    }
    return command.getCommand() instanceof CommandGroup group
        ? matching(names(group), last, "")
        : positional();
  }

  private Stream<CompletionCandidate> optionNames() {
    return command.getCommandSpec().options().stream()
        .filter(spec -> !spec.hidden())
        .map(
            spec ->
                CompletionCandidate.of(
                    spec.longestName(), Declaration.lines(spec.description())[0]));
  }

  private boolean isGroup() {
    return command.getCommand() instanceof CommandGroup;
  }

  private static Stream<CompletionCandidate> names(CommandGroup group) {
    return group.commands().entrySet().stream()
        .map(command -> CompletionCandidate.of(command.getKey(), command.getValue()));
  }

  private List<CompletionCandidate> positional() {
    for (PositionalParamSpec spec : command.getCommandSpec().positionalParameters()) {
      if (spec.index().contains(positionals)) {
        return values(spec, last, "");
      }
    }
    return List.of();
  }

  private List<CompletionCandidate> values(ArgSpec spec, String typed, String before) {
    return matching(
        new ValueCandidates(context).of(spec, command.getCommand(), typed), typed, before);
  }

  /** Each word once that starts as typed; if there is none, each that does so in another case. */
  private static List<CompletionCandidate> matching(
      Stream<CompletionCandidate> all, String typed, String before) {
    Map<String, CompletionCandidate> found = new TreeMap<>();
    all.filter(one -> one.isPlain() && one.startsWithIgnoringCase(typed))
        .forEach(one -> found.putIfAbsent(one.word(), one));
    boolean exact = found.values().stream().anyMatch(one -> one.startsWith(typed));
    return found.values().stream()
        .filter(one -> !exact || one.startsWith(typed))
        .map(one -> one.after(before))
        .toList();
  }
}
