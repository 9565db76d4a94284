package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.TextResource;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** tsr completion. */
@Command(
    name = CompletionCommand.NAME,
    description = {
      "Print a script for a shell that completes the command lines of tsr.",
      "",
      "It completes commands, options and their values, and names of files in the catalogue."
    },
    exitCodeList = {ExitCode.DONE_HELP, ExitCode.USAGE_HELP, ExitCode.WRITTEN_HELP},
    footer = {
      "",
      "Examples:",
      "  eval \"$(tsr completion bash)\"      in ~/.bashrc; for zsh in ~/.zshrc",
      "  tsr completion fish > ~/.config/fish/completions/tsr.fish"
    })
public final class CompletionCommand implements Callable<Integer> {

  public static final String NAME = "completion";

  /** The supported shells. */
  public enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell;

  private final CommandContext context;

  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    context.terminal().out().append(script()).flush();
    return ExitCode.DONE.code();
  }

  private String script() {
    return TextResource.text(
        switch (shell) {
          case BASH -> "/completion/tsr.bash";
          case ZSH -> "/completion/tsr.zsh";
          case FISH -> "/completion/tsr.fish";
        });
  }
}
