package dev.tensors.tsr.organise;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.organise.Relocation.RelocatedFile;
import dev.tensors.tsr.organise.Relocation.RelocatedFile.Status;
import dev.tensors.tsr.organise.Relocation.RelocationListener;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows a relocation: rows, progress and errors while it runs, then the sums. */
final class RelocationReport implements RelocationListener, AutoCloseable {

  private static final List<Column<RelocatedFile>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, RelocatedFile::id),
          Column.hidden("old_path", ValueKind.PATH, RelocatedFile::oldPath),
          Column.of("file_path", "FILE", ValueKind.PATH, RelocatedFile::path),
          Column.<RelocatedFile>of("status", "STATUS", ValueKind.TEXT, file -> word(file.status()))
              .styled(file -> style(file.status()))
              .asEssential());

  private final Messages messages;
  private final Progress progress;
  private final Rows<RelocatedFile> rows;
  private final Path oldFolder;
  private final Path newFolder;
  private final boolean dryRun;
  private final Map<Status, Integer> counts = new EnumMap<>(Status.class);
  private boolean failed;

  RelocationReport(CommandContext context, Path oldFolder, Path newFolder, boolean dryRun) {
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.oldFolder = oldFolder;
    this.newFolder = newFolder;
    this.dryRun = dryRun;
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private static CellStyle style(Status status) {
    return status == Status.MOVED ? CellStyle.GOOD : CellStyle.BAD;
  }

  @Override
  public void toRead(long bytes) {
    progress.grow(bytes);
  }

  @Override
  public void read(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void done(RelocatedFile file) {
    counts.merge(file.status(), 1, Integer::sum);
    progress.whileHidden(
        () -> {
          if (file.reason() != null) {
            failed = true;
            messages.error(file.reason());
          }
          rows.add(file);
        });
  }

  int exitCode() {
    return failed ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      messages.notice(sums());
      if (failed) {
        messages.notice(nextStep());
      }
    }
  }

  private String sums() {
    StringBuilder sums =
        new StringBuilder(count(Status.MOVED) + (dryRun ? " would move" : " moved"));
    for (Status status : List.of(Status.ABSENT, Status.DIFFERS)) {
      if (count(status) > 0) {
        sums.append(", ").append(count(status)).append(' ').append(word(status));
      }
    }
    return sums.toString();
  }

  private int count(Status status) {
    return counts.getOrDefault(status, 0);
  }

  private String nextStep() {
    String old = ShellPath.quoted(oldFolder);
    return "The others stay recorded below %s. Copy them to %s and repeat the command; or, if they were deleted: tsr db prune %s"
        .formatted(oldFolder, newFolder, old);
  }
}
