package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.options.Declaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Writes the manual page of a command, in roff, from the texts of its help. */
final class ManPage {

  private static final List<Map.Entry<String, String>> ENVIRONMENT =
      List.of(
          Map.entry("TENSORS_DB", "The database, if --db does not name one."),
          Map.entry(
              "XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_CACHE_HOME",
              "The folders of the files below, in place of ~/.local/share, ~/.config and ~/.cache."
                  + " A relative path is ignored."),
          Map.entry(
              "CIVITAI_API_KEY, CIVITAI_API_URL",
              "The CivitAI key and the address of its API, before those of config.toml."),
          Map.entry(
              "HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY",
              "The HTTP proxy, and the hosts that are reached without it; in lower case, too."),
          Map.entry("SSL_CERT_FILE", "Further trusted certificates, in PEM."),
          Map.entry(
              "NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM, COLUMNS",
              "Whether output is coloured, and how wide a table may be."));

  private static final List<Map.Entry<String, String>> FILES =
      List.of(
          Map.entry(
              "~/.local/share/tensors/models.db",
              "The catalogue, an SQLite database. While it is in use, models.db-wal and"
                  + " models.db-shm are beside it; before an upgrade it is copied to"
                  + " models.db.before-N."),
          Map.entry(
              "~/.config/tensors/config.toml",
              "Settings: civitai_key and civitai_url below [api]. At most 1 MiB."),
          Map.entry(
              "~/.cache/tensors/previews", "Example pictures that tsr db cache --previews keeps."));

  private final CommandLine command;
  private final CommandSpec spec;
  private final UsageMessageSpec usage;
  private final StringBuilder roff = new StringBuilder();

  private ManPage(CommandLine command) {
    HelpLayout.apply(command);
    this.command = command;
    this.spec = command.getCommandSpec();
    this.usage = spec.usageMessage();
  }

  static String of(CommandLine command) {
    return new ManPage(command).write();
  }

  /** The page's name, such as tsr-db-scan. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  /** The commands below another one that its help names. */
  static List<CommandLine> shownBelow(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(one -> !one.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private String write() {
    roff.append(
        ".TH %s 1 \"\" \"%s\"\n".formatted(name(command).toUpperCase(Locale.ROOT), version()));
    section("NAME");
    text(
        name(command) + " - " + Declaration.lines(usage.description())[0].replaceFirst("\\.$", ""));
    section("SYNOPSIS");
    text(command.getHelp().synopsis(0));
    section("DESCRIPTION");
    paragraphs();
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      entry(italic(parameter.paramLabel()), Declaration.lines(parameter.description()));
    }
    commands();
    options("OPTIONS", option -> !HelpLayout.isCommon(option));
    if (command.getParent() == null) {
      options("OPTIONS OF EVERY COMMAND", HelpLayout::isCommon);
    } else {
      section("OPTIONS OF EVERY COMMAND");
      roff.append(bold("tsr")).append("(1) lists them, such as ");
      text("--db, --format and --json; so does tsr help options.");
    }
    section("EXIT STATUS");
    usage.exitCodeList().forEach((code, when) -> entry(bold(code.strip()), when));
    section("ENVIRONMENT");
    ENVIRONMENT.forEach(variable -> entry(bold(variable.getKey()), variable.getValue()));
    section("FILES");
    FILES.forEach(file -> entry(italic(file.getKey()), file.getValue()));
    examples();
    seeAlso();
    return roff.toString();
  }

  private String version() {
    return String.join("", spec.root().version());
  }

  private void section(String title) {
    roff.append(".SH ").append(title).append('\n');
  }

  private void paragraphs() {
    for (String line : Declaration.lines(usage.description())) {
      if (line.isEmpty()) {
        roff.append(".PP\n");
      } else {
        text(line);
      }
    }
  }

  private void commands() {
    List<CommandLine> commands = shownBelow(command);
    if (commands.isEmpty()) {
      return;
    }
    section("COMMANDS");
    commands.forEach(
        one ->
            entry(
                bold(one.getCommandName()),
                Declaration.lines(one.getCommandSpec().usageMessage().description())[0]));
  }

  private void options(String title, Predicate<OptionSpec> wanted) {
    List<OptionSpec> options = spec.options().stream().filter(wanted).toList();
    if (options.isEmpty()) {
      return;
    }
    section(title);
    for (OptionSpec option : options) {
      String names =
          List.of(option.names()).stream().map(ManPage::bold).collect(Collectors.joining(", "));
      boolean flag = option.arity().max() == 0;
      entry(
          flag ? names : names + "=" + italic(option.paramLabel()),
          Declaration.lines(option.description()));
    }
  }

  private void examples() {
    section("EXAMPLES");
    roff.append(".EX\n");
    for (String line : usage.footer()) {
      if (line.startsWith("  ")) {
        text(line.substring(2));
      }
    }
    roff.append(".EE\n");
  }

  private void seeAlso() {
    List<CommandLine> others = new ArrayList<>(shownBelow(command));
    if (command.getParent() != null) {
      others.add(command.getParent());
    }
    section("SEE ALSO");
    roff.append(
            others.stream().map(one -> bold(name(one)) + "(1)").collect(Collectors.joining(",\n")))
        .append('\n');
  }

  /** A term with an indented explanation below. */
  private void entry(String head, String... lines) {
    roff.append(".TP\n").append(head).append('\n');
    text(String.join(" ", lines));
  }

  /** A line of text, in which a leading dot is no roff request. */
  private void text(String line) {
    String one = line.strip();
    roff.append(one.startsWith(".") ? "\\&" : "").append(escaped(one)).append('\n');
  }

  private static String bold(String text) {
    return "\\fB" + escaped(text) + "\\fR";
  }

  private static String italic(String text) {
    return "\\fI" + escaped(text) + "\\fR";
  }

  /** Keeps man from printing quotes and hyphens that a shell would not understand. */
  private static String escaped(String text) {
    return text.replace("\\", "\\e")
        .replace("-", "\\-")
        .replace("'", "\\(aq")
        .replace("`", "\\(ga")
        .replace("~", "\\(ti")
        .replace("^", "\\(ha")
        .replaceAll("\\s*\n\\s*", " ");
  }
}
