package dev.tensors.tsr.cli.commands;

import dev.tensors.tsr.catalog.FileUses;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Counts;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.output.CellStyle;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Format;
import dev.tensors.tsr.output.Messages;
import dev.tensors.tsr.output.PipeTolerantRows;
import dev.tensors.tsr.output.Progress;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.scan.PictureOutcome;
import dev.tensors.tsr.scan.PictureOutcome.Status;
import dev.tensors.tsr.scan.PictureScanListener;
import dev.tensors.tsr.sqlite.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Shows what images does: rows and progress while it runs, at the end the sums. */
final class ImagesReport implements PictureScanListener, AutoCloseable {

  private static final List<Column<PictureOutcome>> COLUMNS =
      List.of(
          Column.of("path", "FILE", ValueKind.PATH, PictureOutcome::path),
          Column.<PictureOutcome>of(
                  "status", "STATUS", ValueKind.TEXT, picture -> picture.status().word())
              .styled(ImagesReport::style)
              .asEssential(),
          Column.of("tool", "TOOL", ValueKind.TEXT, PictureOutcome::tool),
          Column.of("models", "MODELS", ValueKind.NUMBER, PictureOutcome::models));

  private final boolean showAll;
  private final Messages messages;
  private final Progress progress;
  private final Rows<PictureOutcome> rows;
  private final Database database;
  private final Map<Status, Long> counts = new EnumMap<>(Status.class);
  private final List<Runnable> finalMessages = new ArrayList<>();
  private boolean absent;
  private boolean emptied;
  private boolean failedAnew;

  ImagesReport(CommandContext context, Database database, boolean all) {
    Format format = context.format();
    this.showAll = all || !format.isTabular();
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.FILES);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.database = database;
  }

  private static CellStyle style(PictureOutcome picture) {
    return switch (picture.status()) {
      case NEW -> CellStyle.GOOD;
      case CHANGED, MISSING -> CellStyle.NOTEWORTHY;
      case UNCHANGED -> CellStyle.PLAIN;
      case FAILED -> CellStyle.BAD;
    };
  }

  @Override
  public void toRead() {
    progress.grow(1);
  }

  @Override
  public void done(PictureOutcome picture) {
    counts.merge(picture.status(), 1L, Long::sum);
    boolean failed = picture.status() == Status.FAILED;
    if (!picture.known() && picture.status() != Status.MISSING) {
      progress.advance(1);
    }
    if (picture.reason() != null && !picture.known()) {
      progress.whileHidden(
          () -> {
            String line = picture.path() + ": " + picture.reason();
            if (failed) {
              messages.error(line);
            } else {
              messages.warning(line);
            }
          });
    }
    failedAnew |= failed && !picture.known();
    if (showAll || !picture.known()) {
      progress.whileHidden(() -> rows.add(picture));
    }
  }

  @Override
  public void absent(Path path, long recorded) {
    absent = true;
    String rest =
        recorded == 0
            ? "; is a disk not mounted?"
            : ", but the catalogue has %s there; nothing was marked missing. Is a disk not mounted? %s"
                .formatted(Counts.of(recorded, "picture", "pictures"), wayOut(path));
    finalMessages.add(() -> messages.error(path + ": no such folder or file" + rest));
  }

  @Override
  public void emptied(Path folder, long recorded) {
    emptied = true;
    finalMessages.add(
        () ->
            messages.warning(
                "%s: holds no picture, but the catalogue has %s below it; nothing was marked missing. %s"
                    .formatted(
                        folder, Counts.of(recorded, "picture", "pictures"), wayOut(folder))));
  }

  private static String wayOut(Path path) {
    return "If they were deleted: tsr db prune --images " + path;
  }

  int exitCode() {
    if (absent) {
      return ExitCode.ABSENT;
    }
    return failedAnew || emptied ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      finalMessages.forEach(Runnable::run);
      StringJoiner sums = new StringJoiner(", ");
      for (Status status : Status.values()) {
        long count = counts.getOrDefault(status, 0L);
        if (count > 0 || status == Status.NEW) {
          sums.add(count + " " + status.word());
        }
      }
      FileUses.Pictures pictures = new FileUses(database).pictures();
      messages.notice(
          "%s; %,d of %s name the models that they were made with"
              .formatted(
                  sums, pictures.telling(), Counts.of(pictures.all(), "picture", "pictures")));
    }
  }
}
