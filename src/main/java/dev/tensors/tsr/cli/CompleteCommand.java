package dev.tensors.tsr.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the scripts of {@link CompletionCommand} ask: how a command line may go on. */
@Command(name = CompleteCommand.NAME, hidden = true)
final class CompleteCommand implements Callable<Integer> {

  static final String NAME = "__complete";

  @Parameters(description = "The words so far; the last one is being typed.")
  private List<String> words = List.of("");

  private final Context context;

  CompleteCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    for (String candidate : new CommandLineWords(context, words).candidates()) {
      context.terminal().out().append(candidate).append('\n');
    }
    context.terminal().out().flush();
    return ExitCode.DONE;
  }
}
