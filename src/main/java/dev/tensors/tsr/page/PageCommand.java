package dev.tensors.tsr.page;

import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.NotFound;
import dev.tensors.tsr.cli.frame.WhereOption;
import dev.tensors.tsr.cli.frame.options.Command;
import dev.tensors.tsr.cli.frame.options.Declaration;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.fields.Term;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.page.PageWriter.PageListener;
import dev.tensors.tsr.page.PageWriter.PageRequest;
import dev.tensors.tsr.page.PageWriter.PageResult;
import dev.tensors.tsr.page.folder.NoPageLock;
import dev.tensors.tsr.page.folder.NotAPage;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Interrupted;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

public final class PageCommand implements Command {

  private static final List<Column<PageResult>> COLUMNS =
      List.of(
          Column.of("path", "path", ValueKind.PATH, PageResult::path),
          Column.of("files", "files", ValueKind.NUMBER, PageResult::files),
          Column.of("models", "models", ValueKind.NUMBER, PageResult::models),
          Column.of("pictures", "pictures", ValueKind.NUMBER, PageResult::pictures),
          Column.of("bytes", "bytes", ValueKind.BYTES, PageResult::bytes));

  /** The number of pictures that are named: a drive with errors may have thousands. */
  private static final int MOST_NAMED = 10;

  /** How the system describes a full disk. */
  private static final String NO_SPACE = "No space left on device";

  private Path folder = Path.of("");
  private boolean pictures;
  private boolean all;
  private boolean nsfw;
  private boolean noPaths;
  private final WhereOption where;

  private final CommandContext context;

  public PageCommand(CommandContext context) {
    this.context = context;
    this.where = new WhereOption(context);
  }

  @Override
  public String summary() {
    return "Write the catalogue as a web page that a browser opens from the disk.";
  }

  @Override
  public void declare(Declaration command) {
    command
        .text(
            """
            The page shows a card for each file that is here, with the picture beside the file,
            in its header, or one that tsr db cache --previews keeps. The page is searched and filtered as you
            type, and a card opens its pictures, trigger words, prompts, versions and notes. Open
            FOLDER/index.html; the page needs neither a server nor a network, and any web server
            can serve it as it is.

            A second run writes only files that have changed, and removes files that the page no
            longer needs. A reader sees the old page or the new one, never a mixture. Pictures
            and prompts that CivitAI does not rate PG are left out; --nsfw adds them, blurred
            until clicked.
            """)
        .exitCodes(
            "2:wrong usage; or FOLDER is not empty and holds no page of tsr",
            "3:the page could not be written, and the old page stays; or the result could not be "
                + "written",
            "4:the folder above FOLDER does not exist, or no such database",
            "130:interrupted; nothing new is kept, and the old page stays")
        .examples(
            "tsr db page ~/models-page && xdg-open ~/models-page/index.html",
            "tsr db page --all --no-paths /srv/www/models")
        .parameter(
            "FOLDER",
            "A new or empty folder, or one that tsr db page wrote before.",
            Path::of,
            value -> folder = value)
        .options(where)
        .flag(
            "--pictures",
            "Also show your own pictures, of which tsr db images knows what they were made with.",
            on -> pictures = on)
        .flag("--all", "Also show cached models without a file here.", on -> all = on)
        .flag(
            "--nsfw",
            "Also show pictures and prompts that CivitAI does not rate PG, blurred until clicked.",
            on -> nsfw = on)
        .flag(
            "--no-paths",
            """
            Leave out the paths of files, and videos and AVIF pictures, whose texts tsr cannot
            remove; for a page to share.
            """,
            on -> noPaths = on);
  }

  @Override
  public boolean isResultOneObject() {
    return true;
  }

  @Override
  public ExitCode call() {
    if (all && where.isGiven()) {
      throw new WrongUsage("--all and --where exclude each other: terms are about files");
    }
    List<Term> terms = where.terms();
    Path parent = folder.toAbsolutePath().normalize().getParent();
    if (parent != null && Files.notExists(parent)) {
      throw new NotFound(parent + ": no such folder; create it, or check the path");
    }
    try (Database database = context.catalogue().openForReading();
        Progress progress = context.progress("page", Progress.Unit.FILES)) {
      PageRequest request =
          new PageRequest(
              folder.toAbsolutePath().normalize(),
              terms,
              where.text(),
              pictures,
              all,
              nsfw,
              !noPaths);
      PageResult result =
          PageWriter.write(database, context.previews(database), request, listener(progress));
      progress.whileHidden(() -> show(result));
      if (result.files() == 0 && where.isGiven()) {
        where.noticeNone(database, terms);
      }
      notice(result);
      if (pictures) {
        noticeNoPictures(result);
      }
      return ExitCode.DONE;
    } catch (NotAPage e) {
      throw new WrongUsage(
          folder + ": " + e.getMessage() + "; name a new folder, or one of an earlier page");
    } catch (IOException e) {
      context.object(COLUMNS).close(); // no result is a document, too
      context.messages().error(folder + ": the page could not be written: " + reason(e));
      return ExitCode.PARTIAL;
    }
  }

  private void noticeNoPictures(PageResult result) {
    if (result.own() == 0) {
      context
          .messages()
          .notice("No picture of yours is recorded; tsr db images FOLDER reads them.");
    } else if (result.own() == result.notPg()) {
      context
          .messages()
          .notice("No picture of yours is shown: none counts as PG; --nsfw shows them.");
    }
  }

  private void show(PageResult result) {
    try (Rows<PageResult> row = context.object(COLUMNS)) {
      row.add(result);
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException denied ->
          "permission denied for " + denied.getFile() + "; choose another folder";
      case NoSuchFileException absent ->
          absent.getFile() + " cannot be created; choose another folder";
      case IOException full when String.valueOf(full.getMessage()).endsWith(NO_SPACE) ->
          "the disk is full; make room and run the command again";
      case FileSystemException failed -> failed.getMessage() + "; check the disk";
      case NoPageLock lock -> String.valueOf(lock.getMessage());
      default -> e.getMessage() + "; check the disk";
    };
  }

  private PageListener listener(Progress progress) {
    return new PageListener() {
      private int leftOut;

      @Override
      public void total(long count) {
        progress.grow(count);
      }

      @Override
      public void next() {
        Interrupted.check();
        progress.advance(1);
      }

      @Override
      public void leftOut(Path picture, String reason) {
        leftOut++;
        if (leftOut <= MOST_NAMED) {
          progress.whileHidden(
              () -> context.messages().warning(picture + ": left out of the page: " + reason));
        }
      }
    };
  }

  private void notice(PageResult result) {
    long notNamed = result.leftOut() - MOST_NAMED;
    if (notNamed > 0) {
      context
          .messages()
          .warning(
              Counts.of(notNamed, "other picture", "other pictures") + " left out of the page");
    }
    String written =
        "%s, %s, %s; %s written, %d removed"
            .formatted(
                Counts.of(result.files(), "model file", "model files"),
                Counts.of(result.pictures(), "picture", "pictures"),
                ByteCount.human(result.bytes()),
                Counts.of(result.written(), "file of the page", "files of the page"),
                result.removed());
    String leftOut =
        result.leftOut() == 0
            ? ""
            : "; " + Counts.of(result.leftOut(), "picture", "pictures") + " left out";
    context.messages().notice(written + leftOut);
  }
}
