package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.output.Colour;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class CommonOptions {

  @Option(
      names = "--db",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The database. Default: $TENSORS_DB, else tensors/models.db in $XDG_DATA_HOME or"
              + " ~/.local/share.")
  public Path database;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "How to write the result: table, tsv, csv, json or jsonl; prompts knows a1111, too. Default:"
              + " table on a terminal, tsv in a pipe; prompts: a text to read.")
  public FormatOption format;

  @Option(
      names = "--bom",
      scope = ScopeType.INHERIT,
      description =
          "With --format csv: for spreadsheets, which read the rest as UTF-8 then; text that they"
              + " would take for a formula gets an apostrophe before it.")
  public boolean byteOrderMark;

  @Option(
      names = {"-j", "--json"},
      scope = ScopeType.INHERIT,
      description = "The same as --format json.")
  public boolean json;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description =
          "When to colour: auto, always or never. Default: auto, which heeds NO_COLOR and"
              + " CLICOLOR_FORCE.")
  Colour colour = Colour.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No progress, no notices.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Say what is done; twice: each request, and where an error comes from.")
  public boolean[] verbose = {};

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Write what -vv would say to the end of this file.")
  public Path logFile;
}
