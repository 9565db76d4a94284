package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.options.CommandGroup;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** Lays out the help of each command: description, own options, exit codes. */
final class HelpLayout {

  /** Stands for a dot within a word while lines are broken; no text has this character. */
  private static final char INNER_DOT = '\uE000';

  /** Stands for the options of every command in the help of one. */
  static final String COMMON =
      "Options of every command, such as --db, --format and --json: tsr help options";

  private HelpLayout() {}

  /** The help of a command, which is laid out only where it is asked for. */
  static Help of(CommandSpec command, ColorScheme colours) {
    apply(command.commandLine());
    return new Help(command, colours);
  }

  /** Lays out the help of a command; a second time, that changes nothing. */
  static void apply(CommandLine command) {
    if (Commands.NAMES.contains(command.getCommandName())) {
      addExitCodes(command);
    }
    if (command.getCommand() instanceof CommandGroup group) {
      layOut(command, group);
    }
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(true)
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .exitCodeListHeading("%nExit codes:%n");
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::optionList);
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, HelpLayout::description);
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, HelpLayout::parameterList);
  }

  /** Lays out the help of a group, of whose commands only those are made that the user named. */
  private static void layOut(CommandLine command, CommandGroup group) {
    command
        .getCommandSpec()
        .usageMessage()
        .customSynopsis(
            group instanceof Tsr.OptionsCommand
                ? "tsr COMMAND [OPTIONS]"
                : command.getCommandSpec().qualifiedName() + " [OPTIONS] COMMAND");
    Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    sections.put(
        UsageMessageSpec.SECTION_KEY_COMMAND_LIST, help -> commandList(help, group.commands()));
  }

  /** Without picocli's table, which takes a tenth of the time of tsr --help to find the lines. */
  private static String commandList(Help help, Map<String, String> commands) {
    if (commands.isEmpty()) {
      return "";
    }
    int names = 0;
    for (String name : commands.keySet()) {
      names = Math.max(names, name.length());
    }
    int width = help.commandSpec().usageMessage().width();
    StringBuilder list = new StringBuilder(System.lineSeparator()).append("Commands:");
    for (Map.Entry<String, String> command : commands.entrySet()) {
      StringBuilder line = new StringBuilder("  ").append(command.getKey());
      line.repeat(' ', names + 3 - line.length());
      for (String word : command.getValue().split(" ")) {
        if (line.length() + 1 + word.length() >= width) {
          list.append(System.lineSeparator()).append(line);
          line.setLength(0);
          line.repeat(' ', names + 5);
        }
        line.append(' ').append(word);
      }
      list.append(System.lineSeparator()).append(line);
    }
    return list.append(System.lineSeparator()).toString();
  }

  /** Adds the common exit codes to a command that has no lines of its own for them. */
  private static void addExitCodes(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    Map<Integer, String> lines = new TreeMap<>();
    for (String line : ExitCode.COMMON_HELP) {
      int colon = line.indexOf(':');
      lines.put(Integer.valueOf(line.substring(0, colon)), line.substring(colon + 1));
    }
    usage.exitCodeList().forEach((code, line) -> lines.put(Integer.valueOf(code), line));
    Map<String, String> sorted = new LinkedHashMap<>();
    lines.forEach((code, line) -> sorted.put(code.toString(), line));
    usage.exitCodeList(sorted);
  }

  private static String description(Help help) {
    UsageMessageSpec usage = help.commandSpec().usageMessage();
    usage.description(Declaration.lines(usage.description()));
    return help.description();
  }

  private static String parameterList(Help help) {
    return help.parameterList(
        help.commandSpec().positionalParameters().stream()
            .map(
                parameter ->
                    PositionalParamSpec.builder(parameter)
                        .description(Declaration.lines(parameter.description()))
                        .build())
            .toList());
  }

  private static String optionList(Help help) {
    List<OptionSpec> own = new ArrayList<>();
    List<OptionSpec> common = new ArrayList<>();
    for (OptionSpec option : help.commandSpec().options()) {
      (isCommon(option) ? common : own).add(option);
    }
    return help.commandSpec().userObject() instanceof Tsr.OptionsCommand
        ? section(help, "Options of every command:", common)
        : section(help, "Options:", own) + System.lineSeparator() + COMMON + System.lineSeparator();
  }

  /** Whether each command has an option. */
  static boolean isCommon(OptionSpec option) {
    return option.scopeType() == ScopeType.INHERIT;
  }

  /** picocli breaks a line after any dot, also in ~/.config or models.db. */
  private static OptionSpec whole(OptionSpec option) {
    String[] lines = Declaration.lines(option.description());
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].replaceAll("\\.(?=\\w)", String.valueOf(INNER_DOT));
    }
    boolean isCopied = !option.negatable(); // such a copy would need its command
    return isCopied ? OptionSpec.builder(option).description(lines).build() : option;
  }

  private static String section(Help help, String heading, List<OptionSpec> options) {
    return options.isEmpty()
        ? ""
        : System.lineSeparator()
            + heading
            + System.lineSeparator()
            + help.optionListExcludingGroups(options.stream().map(HelpLayout::whole).toList())
                .replace(INNER_DOT, '.');
  }
}
