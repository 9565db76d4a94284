package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.Duplicates.DuplicateFile;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.WeightHashes;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.reading.ReadListener;
import dev.tensors.tsr.reading.WeightsReader;
import dev.tensors.tsr.reading.WeightsReader.WeightsReading;
import dev.tensors.tsr.sqlite.Pages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;

/**
 * Finds files with the same weights, whatever their headers, and exact copies. Only files that may
 * have the weights of a file with another content are read, each content once.
 */
final class SameWeightsFinder {

  /** What a search for files with the same weights finds. */
  sealed interface SameWeightsOutcome {

    /**
     * Files with the same weights, or exact copies, unchanged on the disk.
     *
     * @param weightsSha256 of the bytes after the header, upper case hex; null: not computed, as
     *     may be the case where all files are exact copies
     * @param contents the files by their contents, the one with the first file in the order of the
     *     search first; several contents differ in their headers only
     */
    record Group(@Nullable String weightsSha256, List<DuplicateGroup> contents)
        implements SameWeightsOutcome {

      /** All files, at least two. */
      List<LocalFile> files() {
        return contents.stream().flatMap(content -> content.files().stream()).toList();
      }

      /** The SHA-256 of each file, upper case hex; null where the files differ. */
      @Nullable String sha256() {
        return contents.size() == 1 ? contents.getFirst().sha256() : null;
      }

      /** The size of each file in bytes; null where the files differ. */
      @Nullable Long sizeBytes() {
        List<Long> sizes = contents.stream().map(DuplicateGroup::sizeBytes).distinct().toList();
        return sizes.size() == 1 ? sizes.getFirst() : null;
      }

      /** The size of the exact copies, without the one of each content that is kept. */
      long reclaimableBytes() {
        return contents.stream().mapToLong(DuplicateGroup::reclaimableBytes).sum();
      }
    }

    /** A file was left out: it is gone, or its size or time differs from the recorded one. */
    record Changed(LocalFile file) implements SameWeightsOutcome {}

    /** A file that may have the weights of another one could not be read. */
    record Unreadable(LocalFile file, String reason) implements SameWeightsOutcome {}

    /**
     * An older tsr recorded this number of files without the digest by which equal weights are
     * suspected.
     */
    record NotCompared(long files) implements SameWeightsOutcome {}
  }

  /** The number of contents whose files are in memory at once, unless one group has more. */
  private static final int PAGE = 500;

  /**
   * Contents with the same weights.
   *
   * @param weightsSha256 null: not computed; there is only one content then
   */
  private record Group(@Nullable String weightsSha256, List<Duplicates.Content> contents) {
    private long sizeBytes() {
      return contents.getFirst().sizeBytes();
    }
  }

  private final Duplicates recorded;
  private final WeightHashes weights;
  private final SelectedFiles selected;
  private final int jobs;
  private final Comparator<LocalFile> order;
  private final ReadListener<SameWeightsOutcome> listener;
  private final DuplicateFinder copies;

  /**
   * @param selected the files one of which must be in a group
   * @param jobs the number of files to read at once, at least 1
   * @param order of a group's files
   */
  public SameWeightsFinder(
      Duplicates recorded,
      WeightHashes weights,
      SelectedFiles selected,
      int jobs,
      Comparator<LocalFile> order,
      ReadListener<SameWeightsOutcome> listener) {
    this.recorded = recorded;
    this.weights = weights;
    this.selected = selected;
    this.jobs = jobs;
    this.order = order;
    this.listener = listener;
    this.copies = new DuplicateFinder(recorded, selected, order, this::changed);
  }

  /**
   * Reports each group to the listener, the largest files first.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void run() throws InterruptedException {
    long notCompared = weights.withoutDigest();
    if (notCompared > 0) {
      listener.done(new SameWeightsOutcome.NotCompared(notCompared));
    }
    List<Duplicates.Content> page = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    for (Group group : groups()) {
      if (!groups.isEmpty() && page.size() + group.contents().size() > PAGE) {
        report(groups, page);
        groups.clear();
        page.clear();
      }
      groups.add(group);
      page.addAll(group.contents());
    }
    report(groups, page);
  }

  /** All groups by what is recorded and by the hashes of their weights, the largest first. */
  private List<Group> groups() throws InterruptedException {
    List<WeightHashes.Candidate> candidates = weights.candidates(selected.condition("id"));
    Map<String, String> hashes = hashes(candidates);
    Map<String, List<Duplicates.Content>> byWeights = new LinkedHashMap<>();
    for (WeightHashes.Candidate candidate : candidates) {
      String hash = hashes.get(candidate.sha256());
      if (hash != null) {
        byWeights.computeIfAbsent(hash, same -> new ArrayList<>()).add(candidate.content());
      }
    }
    List<Group> groups = new ArrayList<>();
    Set<String> grouped = new HashSet<>();
    byWeights.forEach(
        (hash, contents) -> {
          if (contents.size() > 1) {
            groups.add(new Group(hash, contents));
            contents.forEach(content -> grouped.add(content.sha256()));
          }
        });
    for (Duplicates.Content content : recorded.contents()) {
      if (!grouped.contains(content.sha256())) {
        groups.add(new Group(hashes.get(content.sha256()), List.of(content)));
      }
    }
    groups.sort(Comparator.comparingLong(Group::sizeBytes).reversed());
    return groups;
  }

  /** The hash of the weights of each candidate by its SHA-256; reads the files of unknown ones. */
  private Map<String, String> hashes(List<WeightHashes.Candidate> candidates)
      throws InterruptedException {
    Map<String, String> hashes = new HashMap<>();
    List<Duplicates.Content> unknown = new ArrayList<>();
    for (WeightHashes.Candidate candidate : candidates) {
      if (candidate.weightsSha256() != null) {
        hashes.put(candidate.sha256(), candidate.weightsSha256());
      } else {
        unknown.add(candidate.content());
      }
    }
    List<List<LocalFile>> contents = new ArrayList<>();
    for (List<Duplicates.Content> page :
        unknown.stream().gather(Gatherers.windowFixed(PAGE)).toList()) {
      for (List<DuplicateFile> same : recorded.files(page)) {
        List<LocalFile> whole = copies.group(same).whole();
        if (!whole.isEmpty()) {
          listener.toRead(whole.getFirst().weightsBytes());
          contents.add(whole);
        }
      }
    }
    new WeightsReader(weights, jobs, listener::read)
        .read(
            contents,
            (file, reading) -> {
              switch (reading) {
                case WeightsReading.Hashed(String hash) -> hashes.put(file.sha256(), hash);
                case WeightsReading.Changed() -> changed(file);
                case WeightsReading.Unreadable(String reason) ->
                    listener.done(new SameWeightsOutcome.Unreadable(file, reason));
              }
            });
    return hashes;
  }

  private void changed(LocalFile file) {
    listener.done(new SameWeightsOutcome.Changed(file));
  }

  private void report(List<Group> groups, List<Duplicates.Content> page)
      throws InterruptedException {
    Pages.goOnUnlessInterrupted();
    Map<String, DuplicateGroup> found = new HashMap<>();
    for (List<DuplicateFile> same : recorded.files(page)) {
      DuplicateGroup group = copies.group(same);
      if (!group.files().isEmpty()) {
        found.put(group.sha256(), group);
      }
    }
    for (Group group : groups) {
      List<DuplicateGroup> contents = new ArrayList<>();
      for (Duplicates.Content content : group.contents()) {
        DuplicateGroup files = found.get(content.sha256());
        if (files != null) {
          contents.add(files);
        }
      }
      contents.sort(
          Comparator.comparing((DuplicateGroup content) -> content.whole().isEmpty())
              .thenComparing(content -> content.files().getFirst(), order));
      SameWeightsOutcome.Group same = new SameWeightsOutcome.Group(group.weightsSha256(), contents);
      if (same.files().size() > 1
          && contents.stream().anyMatch(content -> content.hasAny(selected))) {
        listener.done(same);
      }
    }
  }
}
