package dev.tensors.tsr.cli.frame.options;

import dev.tensors.tsr.output.terminal.Terminal.Colour;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
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
  public @Nullable Path database;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      description =
          "The output format: table, tsv, csv, json or jsonl; for prompts also a1111, for needs and outdated aria2 and ids. Default: table on"
              + " a terminal, tsv in a pipe; for prompts blocks of text.")
  public @Nullable FormatOption format;

  @Option(
      names = "--bom",
      scope = ScopeType.INHERIT,
      description =
          "With --format csv, for spreadsheets: start with a byte order mark, which marks the text as"
              + " UTF-8, and put an apostrophe before text that looks like a formula.")
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
          "Colour the output: auto, always or never. Default: auto, which obeys NO_COLOR and"
              + " CLICOLOR_FORCE.")
  public Colour colour = Colour.AUTO;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print no progress and no notices.")
  public boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description =
          "Print each step; -vv prints each request and the stack trace of an error, too.")
  public boolean[] verbose = {};

  @Option(
      names = "--log-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Append the log of -vv to this file: a new or empty one, a log of tsr, or a device.")
  public @Nullable Path logFile;
}
