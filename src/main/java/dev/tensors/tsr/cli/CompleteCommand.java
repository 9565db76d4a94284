package dev.tensors.tsr.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the scripts of {@link CompletionCommand} ask: how a command line may go on. Each candidate
 * is a line: the word as it is, a tab, and what it is. To quote the word is the scripts' part.
 */
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
    Writer out = context.terminal().out();
    for (Candidate candidate : new CommandLineWords(context, words).candidates()) {
      out.append(candidate.word()).append('\t').append(candidate.description()).append('\n');
    }
    context.terminal().out().flush();
    return ExitCode.DONE;
  }
}
