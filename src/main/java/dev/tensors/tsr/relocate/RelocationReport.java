package dev.tensors.tsr.relocate;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.relocate.Relocation.RelocatedFile;
import dev.tensors.tsr.relocate.Relocation.RelocatedFile.Status;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows a relocation, and what to do about files that stay. */
final class RelocationReport extends Run<RelocatedFile> implements ReadListener<RelocatedFile> {

  private static final List<Column<RelocatedFile>> COLUMNS =
      List.of(
          Column.hidden("id", ValueKind.NUMBER, RelocatedFile::id),
          Column.hidden("old_path", ValueKind.PATH, RelocatedFile::oldPath),
          Column.of("file_path", "FILE", ValueKind.PATH, RelocatedFile::path),
          Column.<RelocatedFile>of("status", "STATUS", ValueKind.TEXT, file -> word(file.status()))
              .styled(file -> style(file.status()))
              .asEssential());

  private final Path oldFolder;
  private final Path newFolder;
  private final boolean dryRun;
  private final Tally<Status> counts = new Tally<>(Status.class);

  RelocationReport(CommandContext context, Path oldFolder, Path newFolder, boolean dryRun) {
    super(context, "Reading", Progress.Unit.BYTES, rows(context, COLUMNS));
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
  public void done(RelocatedFile file) {
    counts.add(file.status());
    failed(file.reason());
    row(file);
  }

  @Override
  protected void ending() {
    String moved = counts.of(Status.MOVED) + (dryRun ? " would move" : " moved");
    String others =
        counts.sentence(
            (status, count) -> status == Status.MOVED ? null : count + " " + word(status));
    notice(others.isEmpty() ? moved : moved + ", " + others);
    if (exitCode() != ExitCode.DONE) {
      notice(nextStep());
    }
  }

  private String nextStep() {
    String old = ShellPath.quoted(oldFolder);
    return "The others stay recorded below %s. Copy them to %s and repeat the command; or, if they were deleted: tsr db prune %s"
        .formatted(oldFolder, newFolder, old);
  }
}
