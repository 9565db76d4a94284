package dev.tensors.tsr.sidecars.imports;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.UnknownFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.model.ModelFormat;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.sidecars.formats.Claim.SidecarStatus;
import dev.tensors.tsr.sidecars.imports.ImportOutcome.ImportListener;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Shows an import: rows and warnings while it runs, at the end the sums. */
public final class ImportReport implements ImportListener, AutoCloseable {

  private static final List<Column<ImportOutcome>> COLUMNS =
      List.of(
          Column.hidden("file_path", ValueKind.PATH, ImportOutcome::path),
          Column.of("sidecar", "SIDECAR", ValueKind.PATH, ImportOutcome::sidecar),
          Column.of("manager", "MANAGER", ValueKind.TEXT, ImportOutcome::manager),
          Column.<ImportOutcome>of(
                  "status", "STATUS", ValueKind.TEXT, sidecar -> sidecar.status().word())
              .styled(ImportReport::style)
              .asEssential(),
          Column.of("taken", "TAKEN", ValueKind.LIST, ImportOutcome::taken));

  private final boolean all;
  private final Messages messages;
  private final Progress progress;
  private final @Nullable Rows<ImportOutcome> rows;
  private final Map<SidecarStatus, Long> counts = new EnumMap<>(SidecarStatus.class);
  private long changedFiles;
  private List<Path> unscanned = List.of();
  private boolean absent;
  private boolean failed;
  private boolean unrecorded;

  private ImportReport(CommandContext context, boolean all, boolean withRows) {
    Format format = context.format();
    this.all = all || !format.isTabular();
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.BYTES);
    this.rows = withRows ? new PipeTolerantRows<>(context.rows(COLUMNS)) : null;
  }

  /**
   * Shows a row for each sidecar.
   *
   * @param all whether a table shows unchanged sidecars, too
   */
  static ImportReport withRows(CommandContext context, boolean all) {
    return new ImportReport(context, all, true);
  }

  /** Shows no rows, since the result is that of another command. */
  public static ImportReport withoutRows(CommandContext context) {
    return new ImportReport(context, false, false);
  }

  private static CellStyle style(ImportOutcome sidecar) {
    return switch (sidecar.status()) {
      case PROVED, SAME_WEIGHTS -> CellStyle.GOOD;
      case CONTRADICTED -> CellStyle.NOTEWORTHY;
      case UNREADABLE -> CellStyle.BAD;
      case CLAIMED, NOTES_ONLY, EMPTY, UNCHANGED -> CellStyle.PLAIN;
    };
  }

  void toRead(long bytes) {
    progress.grow(bytes);
  }

  void read(long bytes) {
    progress.advance(bytes);
  }

  @Override
  public void done(ImportOutcome sidecar) {
    counts.merge(sidecar.status(), 1L, Long::sum);
    progress.whileHidden(
        () -> {
          String line = sidecar.sidecar() + ": " + sidecar.reason();
          if (sidecar.status() == SidecarStatus.UNREADABLE) {
            failed = true;
            messages.error(line);
          } else if (sidecar.reason() != null) {
            messages.warning(line);
          }
          if (rows != null && (all || sidecar.status() != SidecarStatus.UNCHANGED)) {
            rows.add(sidecar);
          }
        });
  }

  @Override
  public void absent(Path path) {
    absent = true;
    messages.error(path + ": no such folder or file; is a disk not mounted?");
  }

  @Override
  public void unrecorded(Path path) {
    unrecorded = true;
    if (ModelFormat.isModel(path) && Files.isRegularFile(path)) {
      messages.notice(UnknownFile.notScannedYet(path));
      return;
    }
    messages.notice(
        path
            + (Files.isDirectory(path)
                ? ": the catalogue has no file below it; where it has model files, run tsr db scan "
                    + ShellPath.quoted(path)
                : ": the catalogue has no such model file; name the folder or the model file,"
                    + " not the sidecar"));
  }

  @Override
  public void unscanned(List<Path> models) {
    unscanned = models;
  }

  @Override
  public void unlisted(Path folder, String reason) {
    failed = true;
    progress.whileHidden(
        () ->
            messages.error(
                folder + ": cannot be listed, and no sidecar in it was read: " + reason));
  }

  @Override
  public void changed(LocalFile file) {
    changedFiles++;
  }

  @Override
  public void unhashed(LocalFile file, String reason) {
    failed = true;
    progress.whileHidden(() -> messages.error(file.path() + ": " + reason));
  }

  public int exitCode() {
    if (absent) {
      return ExitCode.ABSENT;
    }
    return failed || changedFiles > 0 ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      if (rows != null) {
        rows.close();
      }
    } finally {
      if (changedFiles > 0) {
        messages.warning(
            Counts.of(changedFiles, "file has", "files have")
                + " changed since the last scan, and the sidecars were not read; run tsr db scan"
                + " and import again");
      }
      if (!counts.isEmpty()) {
        messages.notice(sums());
      } else if (!absent && !unrecorded && !failed && changedFiles == 0) {
        messages.notice("No sidecar of another manager is beside these files.");
      }
      if (!unscanned.isEmpty()) {
        messages.notice(advice());
      }
    }
  }

  private String advice() {
    String file = Counts.of(unscanned.size(), "model file", "model files");
    Path first = unscanned.getFirst();
    return (unscanned.size() == 1
            ? file + " with sidecars is not in the catalogue: " + first
            : file + " with sidecars are not in the catalogue, such as " + first)
        + "; run tsr db scan, and import again";
  }

  private String sums() {
    StringJoiner sums = new StringJoiner(", ", "Sidecars: ", "");
    counts.forEach((status, count) -> sums.add(phrase(status, count)));
    return sums.toString();
  }

  private static String phrase(SidecarStatus status, long count) {
    return switch (status) {
      case NOTES_ONLY -> Counts.of(count, "with notes only", "with notes only");
      case SAME_WEIGHTS -> Counts.of(count, "with the same weights", "with the same weights");
      default -> Counts.of(count, status.word(), status.word());
    };
  }
}
