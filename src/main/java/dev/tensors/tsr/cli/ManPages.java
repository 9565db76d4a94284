package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.completion.CompletionCommand;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** Writes all manual pages. Only the build runs it. */
public final class ManPages {

  private ManPages() {}

  /** Writes a page for each command into the folder that the argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    OutputStream nowhere = OutputStream.nullOutputStream();
    Terminal terminal = Terminal.of(nowhere, nowhere, StandardStreams.NONE, Map.of());
    CommandContext context = new CommandContext(terminal, new Environment(Map.of(), folder));
    List<String> names = new ArrayList<>(Commands.NAMES);
    names.addAll(List.of(CompletionCommand.NAME, HelpWord.DB));
    CommandLine tsr = Tsr.commandLine(context, names.toArray(String[]::new));
    for (CommandLine one : withBelow(tsr)) {
      if (Commands.NAMES.contains(one.getCommandName())) {
        String page = "tsr-db-" + one.getCommandName() + ".1";
        Files.writeString(folder.resolve(ManPage.name(one) + ".1"), ".so man1/" + page + "\n");
      } else {
        write(one, folder);
      }
    }
    CommandLine db = tsr.getSubcommands().get(HelpWord.DB);
    for (CommandLine one : withBelow(Objects.requireNonNull(db))) {
      write(one, folder);
    }
  }

  private static List<CommandLine> withBelow(CommandLine command) {
    List<CommandLine> commands = new ArrayList<>(ManPage.shownBelow(command));
    commands.addFirst(command);
    return commands;
  }

  private static void write(CommandLine command, Path folder) throws IOException {
    Files.writeString(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
  }
}
