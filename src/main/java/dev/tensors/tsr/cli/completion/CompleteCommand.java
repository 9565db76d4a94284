package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * Answers the scripts of {@link CompletionCommand}: prints the candidates for the last word of a
 * command line. Each line has a word, a tab and its description. The scripts quote the words.
 */
public final class CompleteCommand implements Command {

  public static final String NAME = "__complete";

  private List<String> words = List.of("");

  private final CommandContext context;
  private final Function<List<String>, CommandLine> parser;

  /**
   * @param parser makes the commands that words may name
   */
  public CompleteCommand(CommandContext context, Function<List<String>, CommandLine> parser) {
    this.context = context;
    this.parser = parser;
  }

  @Override
  public String summary() {
    return "Print candidates for the last word of a command line.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .hidden()
        .parameters(
            "[<words>...]", "The words so far; the last one is being typed.", all -> words = all);
  }

  @Override
  public ExitCode call() throws IOException {
    Writer out = context.terminal().out();
    for (CompletionCandidate candidate :
        new TypedCommandLine(context, parser, words).candidates()) {
      out.append(candidate.word()).append('\t').append(candidate.description()).append('\n');
    }
    context.terminal().out().flush();
    return ExitCode.DONE;
  }
}
