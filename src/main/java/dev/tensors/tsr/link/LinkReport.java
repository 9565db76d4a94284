package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.ModelCache.CacheOutcome;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.ExitCode;
import dev.tensors.tsr.cli.frame.FailedModels;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.link.FileLinker.LinkListener;
import dev.tensors.tsr.link.FileLinker.LinkOutcome;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.output.Rows;
import dev.tensors.tsr.output.formats.PipeTolerantRows;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.text.Counts;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows a row for each file to link, the failures, and the sums at the end. */
final class LinkReport implements LinkListener, AutoCloseable {

  private final CommandContext context;
  private final int files;

  /** Tells files that are no news; null: each file has a row. */
  private final @Nullable Predicate<LinkableFile> isKnownAbsent;

  private final Rows<LinkRow> rows;
  private Progress progress;

  /** Whether the progress counts the bytes of weights, no longer the files. */
  private boolean readingWeights;

  private final FailedModels failedModels;
  private int linked;
  private int notFound;
  private int removed;
  private int kept;
  private int keptByHand;
  private int failed;
  private int notAskedAgain;

  /**
   * @param files the number of files to link
   * @param isKnownAbsent whether CivitAI did not know a file before this run, which then has no
   *     row; null: each file has one
   */
  LinkReport(CommandContext context, int files, @Nullable Predicate<LinkableFile> isKnownAbsent) {
    this.context = context;
    this.files = files;
    this.isKnownAbsent = isKnownAbsent;
    this.failedModels = new FailedModels(context.messages());
    this.progress = context.progress("Linking", Progress.Unit.FILES);
    progress.grow(files);
    this.rows = new PipeTolerantRows<>(context.rows(LinkRow.COLUMNS));
  }

  @Override
  public void file(LinkOutcome outcome) {
    LinkRow row = row(outcome);
    if (!readingWeights) {
      progress.advance(1);
    }
    progress.whileHidden(
        () -> {
          if (isKnownAbsent == null || isNews(outcome, isKnownAbsent)) {
            rows.add(row);
          }
          if (outcome instanceof LinkOutcome.Linked(LinkableFile file, Link link)
              && link.isByWeights()) {
            context.messages().notice(file.path() + ": same weights, another header");
          }
          if (outcome instanceof LinkOutcome.Failed(LinkableFile file, String reason)) {
            context.messages().error(file.path() + ": " + reason);
          }
        });
  }

  private static boolean isNews(LinkOutcome outcome, Predicate<LinkableFile> isKnownAbsent) {
    return switch (outcome) {
      case LinkOutcome.Linked _ -> true;
      case LinkOutcome.Kept _ -> false;
      case LinkOutcome.NotFound(LinkableFile file, LinkSource _, boolean linkRemoved) ->
          linkRemoved || !isKnownAbsent.test(file);
      case LinkOutcome.Failed _ -> true;
      case LinkOutcome.NotAsked _ -> true;
    };
  }

  /** The number of bytes that will be read to hash the weights of files. */
  void toRead(long bytes) {
    progress.close();
    progress = context.progress("Reading", Progress.Unit.BYTES);
    progress.grow(bytes);
    readingWeights = true;
  }

  /** Reports the number of bytes just read; called often, by several threads. */
  void read(long bytes) {
    progress.advance(bytes);
  }

  private LinkRow row(LinkOutcome outcome) {
    return switch (outcome) {
      case LinkOutcome.Linked(LinkableFile file, Link link) -> {
        linked++;
        yield LinkRow.of(file, link, "linked", CellStyle.GOOD);
      }
      case LinkOutcome.Kept(LinkableFile file, Link link) -> {
        kept++;
        keptByHand += link.isByHand() ? 1 : 0;
        yield LinkRow.of(file, link, "kept", CellStyle.PLAIN);
      }
      case LinkOutcome.NotFound(LinkableFile file, LinkSource asked, boolean linkRemoved) -> {
        notFound++;
        removed += linkRemoved ? 1 : 0;
        yield LinkRow.unlinked(file, asked, "not_found", CellStyle.NOTEWORTHY);
      }
      case LinkOutcome.Failed(LinkableFile file, String _) -> failed(file);
      case LinkOutcome.NotAsked(LinkableFile file) -> failed(file);
    };
  }

  private LinkRow failed(LinkableFile file) {
    failed++;
    return LinkRow.unlinked(file, null, "failed", CellStyle.BAD);
  }

  @Override
  public void notAskedAgain(LinkableFile file) {
    notAskedAgain++;
  }

  @Override
  public void model(CacheOutcome outcome) {
    progress.whileHidden(() -> failedModels.accept(outcome));
  }

  /** The exit code, if CivitAI could be reached. */
  int exitCode() {
    return failed > 0 || failedModels.any() ? ExitCode.PARTIAL : ExitCode.DONE;
  }

  @Override
  public void close() {
    progress.close();
    try {
      rows.close();
    } finally {
      noticeSums();
    }
  }

  /** There are no outcomes if CivitAI could not be reached: then the command itself fails. */
  private void noticeSums() {
    if (files > 0 && linked + notFound + kept + failed == 0) {
      return;
    }
    StringBuilder sums = new StringBuilder();
    sums.append(linked).append(" linked, ").append(notFound).append(" not found");
    if (kept > 0) {
      sums.append(", ").append(kept).append(" kept");
    }
    if (removed > 0) {
      sums.append(", ")
          .append(removed)
          .append(removed == 1 ? " link" : " links")
          .append(" removed");
    }
    if (failed > 0) {
      sums.append(", ").append(failed).append(" failed");
    }
    context.messages().notice(sums.toString());
    if (notAskedAgain > 0) {
      context
          .messages()
          .notice(
              "CivitAI was not asked again about %s that it did not know lately; --retry-after 0 asks."
                  .formatted(Counts.of(notAskedAgain, "file", "files")));
    }
    if (keptByHand > 0) {
      context.messages().notice("Links made by hand stay; tsr db unlink FILE removes one.");
    }
  }
}
