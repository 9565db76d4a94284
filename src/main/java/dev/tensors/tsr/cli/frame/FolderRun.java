package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.cli.frame.options.ExitCode;
import dev.tensors.tsr.cli.frame.options.WrongUsage;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.library.folders.ScannedFolders;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.terminal.Progress;
import dev.tensors.tsr.reading.ReadFailure;
import dev.tensors.tsr.reading.folders.FolderListener.FolderOutcome;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.ShellPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The run of a command that goes through folders, and remembers them. What it finds out about
 * folders is told at the end, where the user sees it, and the sums come last.
 *
 * @param <R> the rows
 * @param <S> what becomes of a file, a new file first
 */
public abstract class FolderRun<R, S extends Enum<S>> extends Run<R> {

  /**
   * What a command looks for, and how it is called in messages.
   *
   * @param file one of them, as it is recorded
   * @param files several
   * @param kind what a folder holds
   * @param command what searches folders
   * @param prune what forgets them
   * @param moved the command where they were moved; %s is the folder
   */
  public record Words(
      String file, String files, String kind, String command, String prune, String moved) {}

  private static final String NOT_MOUNTED = " nothing was marked missing. Is a disk not mounted?";

  /**
   * Of failures that tell of a place rather than of a file, a folder like /proc has thousands: the
   * first thousand are named and the others counted.
   */
  private static final int MOST_NAMED = 1_000;

  private final Words words;
  private final S[] statuses;
  private final Tally<S> news;
  private final Tally<S> known;
  private final boolean namesAll;
  private final Map<String, Long> ofPlaces = new TreeMap<>();
  private final List<Runnable> lastMessages = new ArrayList<>();
  private boolean isAnyUnusual;

  /**
   * Starts the result.
   *
   * @param namesAll whether to name each path that failed
   */
  protected FolderRun(
      CommandContext context,
      Progress.Unit unit,
      List<Column<R>> columns,
      Class<S> statuses,
      Words words,
      boolean namesAll) {
    super(context, "Reading", unit, rows(context, columns));
    this.words = words;
    this.statuses = statuses.getEnumConstants();
    this.news = new Tally<>(statuses);
    this.known = new Tally<>(statuses);
    this.namesAll = namesAll;
  }

  /**
   * The folders that a command searches: the named ones, else those that it remembers.
   *
   * @param ifNone what to do where there are none
   * @throws WrongUsage if there are none
   */
  public static List<Path> searched(List<Path> named, ScannedFolders remembered, String ifNone) {
    if (!named.isEmpty()) {
      return named;
    }
    List<String> folders = remembered.all();
    if (folders.isEmpty()) {
      throw new WrongUsage(ifNone);
    }
    return RecordedPath.all(folders);
  }

  /**
   * Counts a file.
   *
   * @param isKnown whether the command found the same before
   */
  protected final void count(S status, boolean isKnown) {
    (isKnown ? known : news).add(status);
  }

  /** Whether the folders are there, and nothing was found in them, nor missed. */
  public final boolean foundNothing() {
    return news.isEmpty() && known.isEmpty() && !isAnyUnusual;
  }

  protected final void failure(String path, @Nullable String reason) {
    String place = namesAll || reason == null ? null : ReadFailure.ofPlace(reason);
    if (place == null || ofPlaces.merge(place, 1L, Long::sum) <= MOST_NAMED) {
      error(path + ": " + reason);
    }
  }

  /** Keeps a warning for the end. */
  protected final void warnAtEnd(String text) {
    lastMessages.add(() -> warning(text));
  }

  public void folder(FolderOutcome outcome) {
    switch (outcome) {
      case FolderOutcome.Left(Path folder) -> {
        isAnyUnusual = true;
        warnAtEnd(
            "%s: gone, and none of its %s is left; %s %s"
                .formatted(folder, words.files, words.command, noLongerSearches()));
      }
      case FolderOutcome.Absent(Path path, long recorded, boolean remembered) -> {
        isAnyUnusual = true;
        ends(ExitCode.ABSENT);
        String text = absent(path, recorded, remembered);
        lastMessages.add(() -> error(text));
      }
      case FolderOutcome.Emptied(Path folder, long recorded) -> {
        isAnyUnusual = true;
        ends(ExitCode.PARTIAL);
        warnAtEnd(
            "%s: holds no %s, but the catalogue has %s below it;%s%s"
                .formatted(folder, words.kind, files(recorded), NOT_MOUNTED, exits(folder)));
      }
      case FolderOutcome.LeadsOut(long links, Path example, Path target, long recorded) -> {
        String text = leadsOut(links, example, target, recorded);
        lastMessages.add(() -> notice(text));
      }
    }
  }

  protected String noLongerSearches() {
    return "no longer searches it";
  }

  private String absent(Path path, long recorded, boolean remembered) {
    String text = path + ": no such folder or file";
    if (recorded > 0) {
      return text
          + ", but the catalogue has "
          + files(recorded)
          + " there;"
          + NOT_MOUNTED
          + exits(path);
    }
    return text
        + ";"
        + NOT_MOUNTED
        + (remembered
            ? " If it is gone for good: " + words.prune + " " + ShellPath.quoted(path)
            : "");
  }

  /** The commands for a folder whose files are elsewhere, or nowhere. */
  private String exits(Path folder) {
    String quoted = ShellPath.quoted(folder);
    return " If the %s were moved: %s; if they were deleted: %s %s"
        .formatted(words.files, words.moved.formatted(quoted), words.prune, quoted);
  }

  private String leadsOut(long links, Path example, Path target, long recorded) {
    boolean one = links == 1;
    String text =
        one
            ? "1 symlink leads out of the searched folders and is not followed: "
            : links + " symlinks lead out of the searched folders and are not followed, such as ";
    text +=
        "%s to %s; where %s are: %s %s"
            .formatted(example, target, words.files, words.command, ShellPath.quoted(target));
    return recorded == 0
        ? text
        : text
            + "; %s recorded behind %s %s"
                .formatted(
                    files(recorded),
                    one ? "it" : "them",
                    recorded == 1 ? "stays as it is" : "stay as they are");
  }

  private String files(long count) {
    return Counts.of(count, words.file, words.files);
  }

  /** What a status is called in the sums. */
  protected abstract String word(S status);

  /** What a status is called in the sums where the command found the same before. */
  protected abstract String wordIfKnown(S status);

  /** The sums, new files also where there are none. */
  protected final String sums() {
    StringJoiner sums = new StringJoiner(", ");
    for (S status : statuses) {
      if (news.of(status) > 0 || status.ordinal() == 0) {
        sums.add(news.of(status) + " " + word(status));
      }
    }
    for (S status : statuses) {
      if (known.of(status) > 0) {
        sums.add(known.of(status) + " " + wordIfKnown(status));
      }
    }
    return sums.toString();
  }

  @Override
  protected void ending() {
    ofPlaces.forEach(
        (place, count) -> {
          if (count > MOST_NAMED) {
            error(
                "%s: %s; --all names each"
                    .formatted(Counts.of(count - MOST_NAMED, "other path", "other paths"), place));
          }
        });
    lastMessages.forEach(Runnable::run);
  }
}
