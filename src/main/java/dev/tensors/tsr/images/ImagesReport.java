package dev.tensors.tsr.images;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.FolderRun;
import dev.tensors.tsr.cli.frame.UseNotice;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.images.PictureOutcome.Status;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.folders.FolderListener;
import dev.tensors.tsr.sqlite.Database;
import java.util.List;
import java.util.Locale;

/** Shows what images does. */
final class ImagesReport extends FolderRun<PictureOutcome, Status>
    implements FolderListener<PictureOutcome> {

  private static final Words WORDS =
      new Words(
          "picture",
          "pictures",
          "picture",
          "tsr db images",
          "tsr db prune --images",
          "tsr db images NEW");

  private static final List<Column<PictureOutcome>> COLUMNS =
      List.of(
          Column.of("path", "FILE", ValueKind.PATH, PictureOutcome::path),
          Column.<PictureOutcome>of(
                  "status", "STATUS", ValueKind.TEXT, picture -> picture.status().word())
              .styled(ImagesReport::style)
              .asEssential(),
          Column.of("tool", "TOOL", ValueKind.TEXT, PictureOutcome::tool),
          Column.of("models", "MODELS", ValueKind.NUMBER, PictureOutcome::models),
          Column.hidden("reason", ValueKind.TEXT, PictureOutcome::reason));

  private final boolean showAll;
  private final boolean explainAll;
  private final Database database;

  /**
   * @param all whether a table shows the pictures without news, too, and the reasons are repeated
   *     for which they failed
   */
  ImagesReport(CommandContext context, Database database, boolean all) {
    super(context, Progress.Unit.FILES, COLUMNS, Status.class, WORDS, all);
    this.showAll = all || !context.format().isTabular();
    this.explainAll = all;
    this.database = database;
  }

  private static CellStyle style(PictureOutcome picture) {
    return switch (picture.status()) {
      case NEW -> CellStyle.GOOD;
      case CHANGED, MISSING -> CellStyle.NOTEWORTHY;
      case UNCHANGED, MOVED -> CellStyle.PLAIN;
      case FAILED -> CellStyle.BAD;
    };
  }

  @Override
  public void done(PictureOutcome picture) {
    count(picture.status(), picture.known());
    boolean failed = picture.status() == Status.FAILED;
    if (failed && !picture.known()) {
      ends(ExitCode.PARTIAL);
    }
    if (!picture.known() && picture.status() != Status.MISSING) {
      read(1);
    }
    if (picture.reason() != null && (explainAll || !picture.known())) {
      if (failed) {
        failure(picture.path(), picture.reason());
      } else {
        warning(picture.path() + ": " + picture.reason());
      }
    }
    if (showAll || !picture.known()) {
      row(picture);
    }
  }

  @Override
  protected String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  @Override
  protected String wordIfKnown(Status status) {
    return switch (status) {
      case FAILED -> "known to be bad (--all for the reasons)";
      case MISSING -> "still missing";
      default -> word(status);
    };
  }

  @Override
  protected void ending() {
    super.ending();
    notice("%s; %s".formatted(sums(), UseNotice.of(new FileUses(database))));
  }
}
