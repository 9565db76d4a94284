package dev.tensors.tsr.cli.frame.options;

import dev.tensors.tsr.output.terminal.Terminal.Colour;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options that every command takes. */
public final class CommonOptions implements OptionGroup {

  /** Those whose value can be a word of its own. */
  public static final List<String> VALUED = List.of("--db", "--format", "--color", "--log-file");

  public @Nullable Path database;
  public @Nullable FormatOption format;
  public boolean byteOrderMark;
  public boolean json;
  public Colour colour = Colour.AUTO;
  public boolean quiet;

  /** How often -v was given. */
  public int verbosity;

  public @Nullable Path logFile;

  @Override
  public void declare(Declaration command) {
    command
        .value(
            "--db=FILE",
            """
            The database. Default: $TENSORS_DB, else tensors/models.db in $XDG_DATA_HOME or
            ~/.local/share.
            """,
            Path::of,
            value -> database = value)
        .value(
            "--format=FORMAT",
            """
            The output format: table, tsv, csv, json or jsonl. Also aria2 for diff, list, needs
            and outdated, ids for needs and outdated, and a1111 for prompts. Default: table on a
            terminal, tsv in a pipe; for prompts blocks of text.
            """,
            new EnumValue<>(FormatOption.class),
            value -> format = value)
        .flag(
            "--bom",
            """
            With --format csv, for spreadsheets: start with a byte order mark, which marks the
            text as UTF-8, and put an apostrophe before text that looks like a formula.
            """,
            on -> byteOrderMark = on)
        .flag("-j, --json", "The same as --format json; wins over --format.", on -> json = on)
        .value(
            "--color=WHEN",
            """
            Colour the output: auto, always or never. Default: auto, which obeys NO_COLOR and
            CLICOLOR_FORCE.
            """,
            new EnumValue<>(Colour.class),
            value -> colour = value)
        .flag("-q, --quiet", "Print no progress and no notices.", on -> quiet = on)
        .flag(
            "-v, --verbose",
            "Print each step; -vv prints each request and the stack trace of an error, too.",
            on -> verbosity++)
        .value(
            "--log-file=FILE",
            "Append the log of -vv to this file: a new or empty one, a log of tsr, or a device.",
            Path::of,
            value -> logFile = value)
        .help("-h, --help", "Print this help and exit.");
  }
}
