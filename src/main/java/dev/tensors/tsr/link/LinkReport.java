package dev.tensors.tsr.link;

import dev.tensors.tsr.answers.fetching.ModelCache.CacheOutcome;
import dev.tensors.tsr.cli.frame.CommandContext;
import dev.tensors.tsr.cli.frame.Run;
import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.library.LinkableFile;
import dev.tensors.tsr.library.fields.AskedFields;
import dev.tensors.tsr.link.FileLinker.LinkListener;
import dev.tensors.tsr.link.FileLinker.LinkOutcome;
import dev.tensors.tsr.model.Link;
import dev.tensors.tsr.model.Link.LinkSource;
import dev.tensors.tsr.output.terminal.CellStyle;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.text.Counts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows a row for each file to link, the failures, and the sums at the end. */
final class LinkReport extends Run<LinkRow> implements LinkListener {

  private final int files;

  /** Tells files that are no news; null: each file has a row. */
  private final @Nullable Predicate<LinkableFile> isKnownAbsent;

  /** Whether the progress counts the bytes of weights, no longer the files. */
  private boolean readingWeights;

  private int linked;
  private int notFound;
  private int removed;
  private int kept;
  private int keptByHand;
  private int failed;
  private int notAskedAgain;

  /** The files that were linked to a repository in this run, by their row ids. */
  private final Set<Long> inRepositories = new HashSet<>();

  /**
   * @param files the number of files to link
   * @param isKnownAbsent whether CivitAI did not know a file before this run, which then has no
   *     row; null: each file has one
   * @param asked shown by a table, too
   */
  LinkReport(
      CommandContext context,
      int files,
      @Nullable Predicate<LinkableFile> isKnownAbsent,
      AskedFields asked) {
    super(context, "Linking", Progress.Unit.FILES, rows(context, asked.beside(LinkRow.COLUMNS)));
    this.files = files;
    this.isKnownAbsent = isKnownAbsent;
    super.toRead(files);
  }

  /** Files that were linked to repositories at Hugging Face. */
  void inRepositories(List<LinkableFile> found) {
    for (LinkableFile file : found) {
      linked++;
      inRepositories.add(file.id());
      row(LinkRow.inRepository(file, "linked", CellStyle.GOOD));
    }
  }

  /** Whether a repository tells what the file is, though CivitAI does not know it. */
  private boolean isInRepository(LinkOutcome outcome) {
    if (!(outcome instanceof LinkOutcome.NotFound(LinkableFile file, LinkSource _, boolean removed))
        || removed
        || file.repository() == null) {
      return false;
    }
    read(1);
    if (!inRepositories.contains(file.id())) {
      kept++;
      if (isKnownAbsent == null) {
        row(LinkRow.inRepository(file, "kept", CellStyle.PLAIN));
      }
    }
    return true;
  }

  @Override
  public void file(LinkOutcome outcome) {
    if (isInRepository(outcome)) {
      return;
    }
    LinkRow row = row(outcome);
    if (!readingWeights) {
      read(1);
    }
    if (isKnownAbsent == null || isNews(outcome, isKnownAbsent)) {
      row(row);
    }
    if (outcome instanceof LinkOutcome.Linked(LinkableFile file, Link link) && link.isByWeights()) {
      notice(file.path() + ": same weights, another header");
    }
    if (outcome instanceof LinkOutcome.Failed(LinkableFile file, String reason)) {
      error(file.path() + ": " + reason);
    }
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
  @Override
  public void toRead(long bytes) {
    progress("Reading", Progress.Unit.BYTES);
    readingWeights = true;
    super.toRead(bytes);
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
    ends(ExitCode.PARTIAL);
    return LinkRow.unlinked(file, null, "failed", CellStyle.BAD);
  }

  @Override
  public void notAskedAgain(LinkableFile file) {
    notAskedAgain++;
  }

  @Override
  public void model(CacheOutcome outcome) {
    failed(outcome.failure());
  }

  /** There are no outcomes if CivitAI could not be reached: then the command itself fails. */
  @Override
  protected void ending() {
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
    notice(sums.toString());
    if (notAskedAgain > 0) {
      notice(
          "CivitAI was not asked again about %s that it did not know lately; --retry-after 0 asks."
              .formatted(Counts.of(notAskedAgain, "file", "files")));
    }
    if (keptByHand > 0) {
      notice("Links made by hand stay; tsr db unlink FILE removes one.");
    }
  }
}
