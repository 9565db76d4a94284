package dev.tensors.tsr.cli.frame.options;

import dev.tensors.tsr.output.formats.Format;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The values of the option --format. */
public enum FormatOption {
  TABLE,
  TSV,
  CSV,
  JSON,
  JSONL,
  /** The infotext of web UIs, which a command writes without a {@link Format}. */
  A1111,
  /** An input file for the download program aria2c. */
  ARIA2,
  /** CivitAI's ids of versions, one a line, for its own download program. */
  IDS;

  /** The formats that only some commands have. */
  public static final Set<FormatOption> EXTRA = EnumSet.of(A1111, ARIA2, IDS);

  /** The format of rows; empty for an extra format. */
  public Optional<Format> format() {
    return EXTRA.contains(this) ? Optional.empty() : Optional.of(Format.valueOf(name()));
  }

  /** The value as the user types it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The commands that have this format, for messages. */
  public String commands() {
    return switch (this) {
      case A1111 -> "prompts";
      case ARIA2 -> "diff, list, needs and outdated";
      case IDS -> "needs and outdated";
      case TABLE, TSV, CSV, JSON, JSONL -> "every command";
    };
  }
}
