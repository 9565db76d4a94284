package dev.tensors.tsr.cli.frame;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out each command's help: what it does, its own options, those of all, exit codes. */
public final class HelpLayout {

  /** The word in the place of a command that asks for help. */
  public static final String HELP_WORD = "help";

  private HelpLayout() {}

  public static void apply(CommandLine command) {
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(true)
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit codes:%n");
    command
        .getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpLayout::optionList);
    command.getSubcommands().values().forEach(HelpLayout::apply);
  }

  private static String optionList(Help help) {
    List<OptionSpec> own = new ArrayList<>();
    List<OptionSpec> common = new ArrayList<>();
    for (OptionSpec option : help.commandSpec().options()) {
      (option.inherited() ? common : own).add(option);
    }
    return section(help, "Options:", own) + section(help, "Options of every command:", common);
  }

  private static String section(Help help, String heading, List<OptionSpec> options) {
    return options.isEmpty()
        ? ""
        : System.lineSeparator()
            + heading
            + System.lineSeparator()
            + help.optionListExcludingGroups(options);
  }
}
