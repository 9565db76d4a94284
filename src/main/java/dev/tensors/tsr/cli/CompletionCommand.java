package dev.tensors.tsr.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** tsr completion. */
@Command(
    name = "completion",
    description = {
      "Print a script that completes tsr's command lines in a shell.",
      "",
      "It completes commands, options and their values, and where a FILE is wanted the names in the"
          + " catalogue."
    },
    exitCodeList = {ExitCode.DONE_HELP, ExitCode.USAGE_HELP},
    footer = {
      "",
      "Examples:",
      "  eval \"$(tsr completion bash)\"      in ~/.bashrc; for zsh in ~/.zshrc",
      "  tsr completion fish > ~/.config/fish/completions/tsr.fish"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells that there is a script for. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell;

  private final Context context;

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    context.terminal().out().append(script()).flush();
    return ExitCode.DONE;
  }

  private String script() {
    String name =
        switch (shell) {
          case BASH -> "tsr.bash";
          case ZSH -> "tsr.zsh";
          case FISH -> "tsr.fish";
        };
    try (InputStream in = CompletionCommand.class.getResourceAsStream("/completion/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
