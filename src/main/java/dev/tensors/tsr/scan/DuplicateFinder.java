package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.DuplicateFile;
import dev.tensors.tsr.catalog.Duplicates;
import dev.tensors.tsr.catalog.FileStamp;
import dev.tensors.tsr.catalog.LocalFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files of the same content, by what is recorded of them and what is on the disk. */
public final class DuplicateFinder {

  /** The file that was changed first comes first: it is the one that others were copied from. */
  public static final Comparator<LocalFile> OLDEST =
      Comparator.comparingLong((LocalFile file) -> file.stamp().mtimeNs())
          .thenComparingLong(LocalFile::id);

  /** Contents whose files are in memory at once. */
  private static final int PAGE = 500;

  private final Duplicates recorded;
  private final Comparator<LocalFile> order;
  private final DuplicatesListener listener;

  /**
   * @param order which file of a group stays: the first one that is not damaged
   */
  public DuplicateFinder(
      Duplicates recorded, Comparator<LocalFile> order, DuplicatesListener listener) {
    this.recorded = recorded;
    this.order = order;
    this.listener = listener;
  }

  /**
   * Hands over the groups to the listener, those of the largest files first.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void run() throws InterruptedException {
    run(recorded.contents(), listener::group);
  }

  /** What is done with a group. */
  @FunctionalInterface
  interface Step {
    void with(DuplicateGroup group) throws InterruptedException;
  }

  void run(List<Duplicates.Content> contents, Step step) throws InterruptedException {
    for (int from = 0; from < contents.size(); from += PAGE) {
      List<Duplicates.Content> page =
          contents.subList(from, Math.min(contents.size(), from + PAGE));
      for (List<DuplicateFile> files : recorded.files(page)) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        DuplicateGroup group = group(files);
        if (group.whole().size() + group.damaged().size() > 1) {
          step.with(group);
        }
      }
    }
  }

  private DuplicateGroup group(List<DuplicateFile> recordedFiles) {
    List<DuplicateFile> files = new ArrayList<>(recordedFiles);
    files.sort(Comparator.comparing(DuplicateFile::file, order));
    Map<String, LocalFile> distinct = new LinkedHashMap<>();
    Set<String> damaged = new HashSet<>();
    for (DuplicateFile file : files) {
      Optional<FileStamp> now = FileStamps.ifUnchanged(file.file());
      if (now.isEmpty()) {
        listener.changed(file.file());
        continue;
      }
      String key = now.get().fileKey() == null ? file.file().path() : now.get().fileKey();
      distinct.putIfAbsent(key, file.file());
      if (file.damaged()) {
        damaged.add(key); // under each name of it
      }
    }
    List<LocalFile> whole = new ArrayList<>();
    List<LocalFile> broken = new ArrayList<>();
    distinct.forEach((key, file) -> (damaged.contains(key) ? broken : whole).add(file));
    return new DuplicateGroup(whole, broken);
  }
}
