package dev.tensors.tsr.cli;

import picocli.CommandLine.Option;

/** The option of the commands that read files in parallel. */
final class JobsOption {

  @Option(
      names = "--jobs",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "How many files to read at once. Default: the processor's cores.")
  private Integer jobs;

  int count() {
    return jobs != null ? jobs : Runtime.getRuntime().availableProcessors();
  }
}
