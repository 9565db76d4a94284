package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.folders.RecordedPath;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.StringJoiner;

/** Orders files with the same content: the first one that is not damaged is kept. */
public final class KeepOrder implements Comparator<LocalFile> {

  /**
   * Which file is kept where the folders do not decide. The list of all commands makes these:
   * {@code Comparator.comparing} is not in the AOT cache.
   */
  public enum Criterion {
    OLDEST("oldest", (one, other) -> Long.compare(time(one), time(other))),
    NEWEST("newest", (one, other) -> Long.compare(time(other), time(one))),
    SHORTEST("shortest path", (one, other) -> Integer.compare(length(one), length(other)));

    private final String reason;
    private final Comparator<LocalFile> order;

    Criterion(String reason, Comparator<LocalFile> order) {
      this.reason = reason;
      this.order = order;
    }

    private static long time(LocalFile file) {
      return file.stamp().mtimeNs();
    }

    private static int length(LocalFile file) {
      return file.path().codePointCount(0, file.path().length());
    }
  }

  private final Criterion criterion;
  private final List<Path> folders;
  private final Comparator<LocalFile> order;

  /**
   * @param folders real paths: a file below the first one is kept, else a file below the second
   *     one, and so on
   */
  public KeepOrder(Criterion criterion, List<Path> folders) {
    this.criterion = criterion;
    this.folders = List.copyOf(folders);
    this.order =
        Comparator.comparingInt(this::rank)
            .thenComparing(criterion.order)
            .thenComparingLong(LocalFile::id);
  }

  @Override
  public int compare(LocalFile one, LocalFile other) {
    return order.compare(one, other);
  }

  /** The number of folders before the one that a file is in; of all, if it is in none. */
  private int rank(LocalFile file) {
    for (int i = 0; i < folders.size(); i++) {
      if (isBelow(file, folders.get(i))) {
        return i;
      }
    }
    return folders.size();
  }

  private static boolean isBelow(LocalFile file, Path folder) {
    return RecordedPath.of(file.path()).filter(path -> path.startsWith(folder)).isPresent();
  }

  /** Why the first of the undamaged files of a group, which is in this order, is kept. */
  public String reason(DuplicateGroup group) {
    LocalFile kept = group.whole().getFirst();
    int rank = rank(kept);
    List<LocalFile> rivals =
        group.whole().stream().filter(file -> file != kept && rank(file) == rank).toList();
    StringJoiner reason = new StringJoiner(", ");
    if (rank < folders.size()) {
      reason.add("below " + folders.get(rank));
    }
    if (!rivals.isEmpty()) {
      boolean tied = rivals.stream().anyMatch(file -> criterion.order.compare(file, kept) == 0);
      reason.add(tied ? "recorded first" : criterion.reason);
    }
    if (group.damaged().stream().anyMatch(file -> compare(file, kept) < 0)) {
      reason.add("undamaged");
    }
    return reason.toString();
  }
}
