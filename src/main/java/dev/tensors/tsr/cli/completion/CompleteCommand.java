package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * What the scripts of {@link CompletionCommand} ask: how a command line may go on. Each candidate
 * is a line: the word as it is, a tab, and what it is. To quote the word is the scripts' part.
 */
@Command(name = CompleteCommand.NAME, hidden = true)
public final class CompleteCommand implements Callable<Integer> {

  public static final String NAME = "__complete";

  @Parameters(description = "The words so far; the last one is being typed.")
  private List<String> words = List.of("");

  private final CommandContext context;
  private final Function<List<String>, CommandLine> parser;

  /**
   * @param parser makes the commands that some words may name
   */
  public CompleteCommand(CommandContext context, Function<List<String>, CommandLine> parser) {
    this.context = context;
    this.parser = parser;
  }

  @Override
  public Integer call() throws IOException {
    Writer out = context.terminal().out();
    for (CompletionCandidate candidate :
        new TypedCommandLine(context, parser, words).candidates()) {
      out.append(candidate.word()).append('\t').append(candidate.description()).append('\n');
    }
    context.terminal().out().flush();
    return ExitCode.DONE;
  }
}
