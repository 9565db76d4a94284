package dev.tensors.tsr.cli.frame.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of commands that read files in parallel. */
public final class JobsOption {

  /** Each job takes a thread and a buffer, and no disk gets faster with more jobs. */
  private static final int MAX = 1024;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      converter = Count.class,
      description = "Read N files at once, at most " + MAX + ". Default: the number of cores.")
  private @Nullable Integer jobs;

  /** Whether the user gave the option. */
  public boolean isGiven() {
    return jobs != null;
  }

  public int count() {
    return jobs != null ? jobs : Math.min(MAX, Runtime.getRuntime().availableProcessors());
  }

  private static final class Count extends WholeNumber {

    private Count() {
      super(1, MAX);
    }
  }
}
