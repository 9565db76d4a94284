package dev.tensors.tsr.cli.frame.options;

import org.jspecify.annotations.Nullable;

/** The option of commands that read files in parallel. */
public final class JobsOption implements OptionGroup {

  /** Each job takes a thread and a buffer, and no disk gets faster with more jobs. */
  private static final int MAX = 1024;

  private @Nullable Integer jobs;

  @Override
  public void declare(Declaration command) {
    command.value(
        "--jobs=N",
        "Read N files at once, at most " + MAX + ". Default: the number of cores.",
        WholeNumber.from(1, MAX),
        value -> jobs = value);
  }

  /** Whether the user gave the option. */
  public boolean isGiven() {
    return jobs != null;
  }

  public int count() {
    return jobs != null ? jobs : Math.min(MAX, Runtime.getRuntime().availableProcessors());
  }
}
