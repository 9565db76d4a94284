package dev.tensors.tsr.cli.frame.options;

/** Options and parameters that several commands take. */
public interface OptionGroup {

  /** Declares them for a command. */
  void declare(Declaration command);
}
