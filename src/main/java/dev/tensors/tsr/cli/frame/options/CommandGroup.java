package dev.tensors.tsr.cli.frame.options;

import java.util.Map;

/** A command that only has commands below it: without one of them, it prints its help. */
public abstract class CommandGroup implements Command {

  private Runnable help = () -> {};

  /**
   * The names of the commands below it that help and completion offer, in the order of the help,
   * each with its {@linkplain Command#summary summary}.
   */
  public abstract Map<String, String> commands();

  @Override
  public void declare(Declaration command) {
    help = command::printHelp;
    command.exitCodes(ExitCode.DONE_HELP, ExitCode.USAGE_HELP, ExitCode.WRITTEN_HELP);
  }

  @Override
  public ExitCode call() {
    help.run();
    return ExitCode.DONE;
  }
}
