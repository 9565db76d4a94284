package dev.tensors.tsr.cli;

import dev.tensors.tsr.output.Format;
import java.util.Optional;

/** What the option --format takes. */
enum FormatOption {
  TABLE,
  TSV,
  CSV,
  JSON,
  JSONL,
  /** What web UIs paste: for prompts only, and so no {@link Format}. */
  A1111;

  /** The format of rows, unless it is none. */
  Optional<Format> format() {
    return this == A1111 ? Optional.empty() : Optional.of(Format.valueOf(name()));
  }
}
