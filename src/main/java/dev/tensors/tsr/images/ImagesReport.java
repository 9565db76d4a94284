package dev.tensors.tsr.images;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FailureMessages;
import dev.tensors.tsr.cli.frame.UseNotice;
import dev.tensors.tsr.images.PictureOutcome.Status;
import dev.tensors.tsr.images.PictureScan.PictureScanListener;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.formats.Format;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Shows what images does: rows and progress while it runs, at the end the sums. */
final class ImagesReport implements PictureScanListener, AutoCloseable {

  /** Counts the pictures of one run of images by what became of them. */
  static final class PictureSums {

    private final Map<Status, Long> news = new EnumMap<>(Status.class);

    /** Those with the same result as before. */
    private final Map<Status, Long> known = new EnumMap<>(Status.class);

    void count(PictureOutcome picture) {
      (picture.known() ? known : news).merge(picture.status(), 1L, Long::sum);
    }

    boolean failedAnew() {
      return news.containsKey(Status.FAILED);
    }

    /** The counts, without an end of the sentence. */
    String text() {
      StringJoiner sums = new StringJoiner(", ");
      for (Status status : Status.values()) {
        long count = news.getOrDefault(status, 0L);
        if (count > 0 || status == Status.NEW) {
          sums.add(count + " " + status.name().toLowerCase(Locale.ROOT));
        }
      }
      known.forEach((status, count) -> sums.add(count + " " + words(status)));
      return sums.toString();
    }

    private static String words(Status status) {
      return switch (status) {
        case FAILED -> "known to be bad (--all for the reasons)";
        case MISSING -> "still missing";
        default -> status.name().toLowerCase(Locale.ROOT);
      };
    }
  }

  private static final String NOT_MOUNTED = " nothing was marked missing. Is a disk not mounted?";

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
  private final Messages messages;
  private final Progress progress;
  private final Rows<PictureOutcome> rows;
  private final Database database;
  private final PictureSums sums = new PictureSums();
  private final FailureMessages failures;
  private final List<Runnable> finalMessages = new ArrayList<>();
  private boolean absent;
  private boolean emptied;

  /**
   * @param all whether a table shows the pictures without news, too, and the reasons are repeated
   *     for which they failed
   */
  ImagesReport(CommandContext context, Database database, boolean all) {
    Format format = context.format();
    this.showAll = all || !format.isTabular();
    this.explainAll = all;
    this.messages = context.messages();
    this.progress = context.progress("Reading", Progress.Unit.FILES);
    this.rows = new PipeTolerantRows<>(context.rows(COLUMNS));
    this.database = database;
    this.failures = new FailureMessages(messages, all);
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
  public void toRead() {
    progress.grow(1);
  }

  @Override
  public void done(PictureOutcome picture) {
    sums.count(picture);
    boolean failed = picture.status() == Status.FAILED;
    if (!picture.known() && picture.status() != Status.MISSING) {
      progress.advance(1);
    }
    if (picture.reason() != null && (explainAll || !picture.known())) {
      progress.whileHidden(
          () -> {
            if (failed) {
              failures.print(picture.path(), picture.reason());
            } else {
              messages.warning(picture.path() + ": " + picture.reason());
            }
          });
    }
    if (showAll || !picture.known()) {
      progress.whileHidden(() -> rows.add(picture));
    }
  }

  @Override
  public void left(Path folder) {
    finalMessages.add(
        () ->
            messages.warning(
                folder
                    + ": gone, and none of its pictures is left; tsr db images no longer searches it"));
  }

  @Override
  public void absent(Path path, long recorded, boolean remembered) {
    absent = true;
    String text = ": no such folder or file";
    if (recorded > 0) {
      text +=
          ", but the catalogue has " + pictures(recorded) + " there;" + NOT_MOUNTED + exits(path);
    } else {
      text += ";" + NOT_MOUNTED;
      text +=
          remembered
              ? " If it is gone for good: tsr db prune --images " + ShellPath.quoted(path)
              : "";
    }
    String message = path + text;
    finalMessages.add(() -> messages.error(message));
  }

  @Override
  public void emptied(Path folder, long recorded) {
    emptied = true;
    finalMessages.add(
        () ->
            messages.warning(
                "%s: holds no picture, but the catalogue has %s below it;%s%s"
                    .formatted(folder, pictures(recorded), NOT_MOUNTED, exits(folder))));
  }

  @Override
  public void leadsOut(long links, Path example, Path target, long recorded) {
    boolean one = links == 1;
    String text =
        one
            ? "1 symlink leads out of the searched folders and is not followed: "
            : links + " symlinks lead out of the searched folders and are not followed, such as ";
    text +=
        example
            + " to "
            + target
            + "; where pictures are: tsr db images "
            + ShellPath.quoted(target);
    if (recorded > 0) {
      text +=
          "; %s recorded behind %s %s"
              .formatted(
                  pictures(recorded),
                  one ? "it" : "them",
                  recorded == 1 ? "stays as it is" : "stay as they are");
    }
    String notice = text;
    finalMessages.add(() -> messages.notice(notice));
  }

  private static String pictures(long count) {
    return Counts.of(count, "picture", "pictures");
  }

  /** The commands for a folder whose pictures are elsewhere, or nowhere. */
  private static String exits(Path folder) {
    return " If the pictures were moved: tsr db images NEW; if they were deleted: tsr db prune --images "
        + ShellPath.quoted(folder);
  }

  int exitCode() {
    if (absent) {
      return ExitCode.ABSENT;
    }
    return sums.failedAnew() || emptied ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      failures.end();
      finalMessages.forEach(Runnable::run);
      FileUses.Pictures all = new FileUses(database).pictures();
      messages.notice("%s; %s".formatted(sums.text(), UseNotice.of(all)));
    }
  }
}
