package dev.tensors.tsr.cli.completion;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.EnumValue;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.text.TextResource;
import java.io.IOException;

/** tsr completion. */
public final class CompletionCommand implements Command {

  public static final String NAME = "completion";

  /** The supported shells. */
  public enum Shell {
    BASH,
    ZSH,
    FISH
  }

  private Shell shell = Shell.BASH;

  private final CommandContext context;

  public CompletionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public String summary() {
    return "Print a script for a shell that completes the command lines of tsr.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            It completes commands, options and their values, terms, and names of files in the
            catalogue.
            """)
        .exitCodes(ExitCode.DONE_HELP, ExitCode.USAGE_HELP, ExitCode.WRITTEN_HELP)
        .examples(
            "eval \"$(tsr completion bash)\"      in ~/.bashrc; for zsh in ~/.zshrc",
            "tsr completion fish > ~/.config/fish/completions/tsr.fish")
        .parameter(
            "SHELL", "bash, zsh or fish.", new EnumValue<>(Shell.class), value -> shell = value);
  }

  @Override
  public ExitCode call() throws IOException {
    context.terminal().out().append(script()).flush();
    return ExitCode.DONE;
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
