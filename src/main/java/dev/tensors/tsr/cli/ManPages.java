package dev.tensors.tsr.cli;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Environment;
import dev.tensors.tsr.output.terminal.Terminal;
import dev.tensors.tsr.output.terminal.Terminal.StandardStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/** Writes all manual pages. Only the build runs it. */
public final class ManPages {

  private ManPages() {}

  /** Writes a page for each command into the folder that the argument names. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    OutputStream nowhere = OutputStream.nullOutputStream();
    Terminal terminal = Terminal.of(nowhere, nowhere, StandardStreams.NONE, Map.of());
    write(Tsr.commandLine(new CommandContext(terminal, new Environment(Map.of(), folder))), folder);
  }

  private static void write(CommandLine command, Path folder) throws IOException {
    Files.writeString(folder.resolve(ManPage.name(command) + ".1"), ManPage.of(command));
    for (CommandLine one : command.getSubcommands().values()) {
      write(one, folder);
    }
  }
}
