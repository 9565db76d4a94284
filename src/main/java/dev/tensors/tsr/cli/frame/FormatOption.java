package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.Format;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words that the option --format takes. */
public enum FormatOption {
  TABLE,
  TSV,
  CSV,
  JSON,
  JSONL,
  /** The infotext that web UIs paste; a command writes it itself, without a {@link Format}. */
  A1111;

  /** The formats that only commands with {@link ExtraFormats} have. */
  public static final Set<FormatOption> EXTRA = EnumSet.of(A1111);

  /** The format of rows; empty for an extra format. */
  Optional<Format> format() {
    return EXTRA.contains(this) ? Optional.empty() : Optional.of(Format.valueOf(name()));
  }

  /** The word as it is typed. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The commands that have an extra format, as a message names them. */
  public String commands() {
    return switch (this) {
      case A1111 -> "prompts";
      case TABLE, TSV, CSV, JSON, JSONL -> "every command";
    };
  }
}
