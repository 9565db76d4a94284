package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.Duplicates.DuplicateFile;
import dev.tensors.tsr.library.FileStamp;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.sqlite.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Gatherers;

/** Finds files with the same content, by their recorded hashes and their state on the disk. */
public final class DuplicateFinder {

  /**
   * Files with the same recorded content, unchanged on the disk; hard links to one file are one
   * file.
   *
   * @param whole the files that are not damaged, the one to be kept first
   * @param damaged the files whose content was found to differ from the recorded one
   * @param links the recorded names of each file, itself the first, where it has several
   * @param needs why names must stay, whatever copies they have
   */
  public record DuplicateGroup(
      List<LocalFile> whole,
      List<LocalFile> damaged,
      Map<LocalFile, List<LocalFile>> links,
      Map<LocalFile, String> needs) {

    /** All recorded names of a file: only when the last one goes, its space is freed. */
    public List<LocalFile> names(LocalFile file) {
      return links.getOrDefault(file, List.of(file));
    }

    /** All files, at least two; the one to be kept first, if there is one. */
    public List<LocalFile> files() {
      List<LocalFile> files = new ArrayList<>(whole);
      files.addAll(damaged);
      return files;
    }

    /** Whether a name of a file is selected. */
    boolean hasAny(SelectedFiles selected) {
      return files().stream()
          .flatMap(file -> names(file).stream())
          .anyMatch(name -> selected.has(name.id()));
    }

    /** Whether the recorded SHA-256 was read from all of the files. */
    boolean isRead() {
      return files().stream().flatMap(file -> names(file).stream()).noneMatch(LocalFile::claimed);
    }

    /** The recorded SHA-256, upper case hex. */
    public String sha256() {
      return files().getFirst().sha256();
    }

    /** The size of each file. */
    public long sizeBytes() {
      return files().getFirst().stamp().sizeBytes();
    }

    /**
     * The files that are not needed: all but the one to be kept and those of which a name must
     * stay; none if all files are damaged.
     */
    List<LocalFile> removable() {
      return whole.isEmpty()
          ? List.of()
          : files().stream()
              .skip(1)
              .filter(file -> names(file).stream().noneMatch(needs::containsKey))
              .toList();
    }

    /** The names of undamaged files, other than the one to be kept, that may be deleted. */
    List<LocalFile> deletable(SelectedFiles selected) {
      return whole.stream().skip(1).flatMap(file -> deletable(file, selected).stream()).toList();
    }

    /** As {@link #deletable(SelectedFiles)}, of one of those files. */
    List<LocalFile> deletable(LocalFile file, SelectedFiles selected) {
      return names(file).stream()
          .filter(name -> !needs.containsKey(name) && selected.has(name.id()))
          .toList();
    }

    /** The size of the files that are not needed. */
    public long reclaimableBytes() {
      return sizeBytes() * removable().size();
    }
  }

  /** The number of contents whose files are in memory at once. */
  private static final int PAGE = 500;

  private final Duplicates recorded;
  private final SelectedFiles selected;
  private final Comparator<LocalFile> order;
  private final Consumer<LocalFile> changed;

  /**
   * @param selected the files one of which must be in a group
   * @param order of a group's files; the first one that is not damaged is kept
   * @param changed receives each file that is left out: it is gone, or its size or time differs
   *     from the recorded one
   */
  public DuplicateFinder(
      Duplicates recorded,
      SelectedFiles selected,
      Comparator<LocalFile> order,
      Consumer<LocalFile> changed) {
    this.recorded = recorded;
    this.selected = selected;
    this.order = order;
    this.changed = changed;
  }

  /** Processes a group. */
  @FunctionalInterface
  public interface Step {
    void with(DuplicateGroup group) throws InterruptedException;
  }

  /**
   * Processes each group, the largest files first.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void run(Step step) throws InterruptedException {
    List<Duplicates.Content> contents = recorded.contents();
    for (List<Duplicates.Content> page :
        contents.stream().gather(Gatherers.windowFixed(PAGE)).toList()) {
      for (List<DuplicateFile> files : recorded.files(page)) {
        Pages.goOnUnlessInterrupted();
        DuplicateGroup group = group(files);
        if (group.files().size() > 1 && group.hasAny(selected)) {
          step.with(group);
        }
      }
    }
  }

  /** The files of one content that are unchanged on the disk; there may be fewer than two. */
  DuplicateGroup group(List<DuplicateFile> recordedFiles) {
    List<DuplicateFile> files = new ArrayList<>(recordedFiles);
    files.sort(Comparator.comparing(DuplicateFile::file, order));
    Map<String, List<LocalFile>> distinct = new LinkedHashMap<>();
    Set<String> damaged = new HashSet<>();
    Map<LocalFile, String> needs = new HashMap<>();
    for (DuplicateFile file : files) {
      Optional<FileStamp> now = FileStamps.ifUnchanged(file.file());
      if (now.isEmpty()) {
        changed.accept(file.file());
        continue;
      }
      String fileKey = now.get().fileKey();
      String key = fileKey == null ? file.file().path() : fileKey;
      distinct.computeIfAbsent(key, of -> new ArrayList<>(1)).add(file.file());
      if (file.damaged()) {
        damaged.add(key); // for all hard links of the file
      }
      if (file.need() != null) {
        needs.put(file.file(), file.need());
      }
    }
    List<LocalFile> whole = new ArrayList<>();
    List<LocalFile> broken = new ArrayList<>();
    Map<LocalFile, List<LocalFile>> links = new HashMap<>();
    distinct.forEach(
        (key, names) -> {
          (damaged.contains(key) ? broken : whole).add(names.getFirst());
          if (names.size() > 1) {
            links.put(names.getFirst(), names);
          }
        });
    return new DuplicateGroup(whole, broken, links, needs);
  }
}
