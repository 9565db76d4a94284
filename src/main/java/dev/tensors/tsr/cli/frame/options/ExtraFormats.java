package dev.tensors.tsr.cli.frame.options;

import java.util.Set;

/** A command with output formats that other commands do not have. */
public interface ExtraFormats {

  /** The formats of {@link FormatOption#EXTRA} that this command has. */
  Set<FormatOption> extraFormats();

  /** The extra formats of a command; empty for most. */
  static Set<FormatOption> of(Object command) {
    return command instanceof ExtraFormats extra ? extra.extraFormats() : Set.of();
  }
}
