package dev.tensors.tsr.duplicates;

import dev.tensors.tsr.duplicates.DuplicateFinder.DuplicateGroup;
import dev.tensors.tsr.library.Duplicates;
import dev.tensors.tsr.library.LocalFile;
import dev.tensors.tsr.library.VerificationLog;
import dev.tensors.tsr.library.fields.SelectedFiles;
import dev.tensors.tsr.library.folders.RecordedPath;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.reading.ContentReader.FileContent;
import dev.tensors.tsr.reading.FileStamps;
import dev.tensors.tsr.reading.ReadListener;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds copies that can be deleted. Before it reports a copy, it compares it byte for byte with a
 * file of the group that has the recorded SHA-256: that file is kept. So are those to which
 * symlinks lead.
 */
public final class RemovableCopies {

  /** What a search for copies that can be deleted finds. */
  public sealed interface RemovalOutcome {

    /**
     * The number of files to be read, if the first one of each group is whole, and their size
     * together.
     */
    record ToCompare(long files, long bytes) implements RemovalOutcome {}

    /** Files with the same content were found. */
    record Group() implements RemovalOutcome {}

    /** A file was left out: it is gone, or its size or time differs from the recorded one. */
    record Changed(LocalFile file) implements RemovalOutcome {}

    /** The content of a file to be kept differs from the recorded one. */
    record Damaged(LocalFile file) implements RemovalOutcome {}

    /** The content of a copy differs from that of the file to be kept, which is as recorded. */
    record Different(LocalFile copy, LocalFile kept) implements RemovalOutcome {}

    /** A file could not be read. */
    record Unreadable(LocalFile file, String reason) implements RemovalOutcome {}

    /** No file of a group is intact, so none can be deleted. */
    record NoneStays(DuplicateGroup group) implements RemovalOutcome {}

    /** A file can be deleted by all of its names, since a whole copy is kept. */
    record Removable(List<LocalFile> names) implements RemovalOutcome {}
  }

  private final Duplicates recorded;
  private final SelectedFiles selected;
  private final VerificationLog verified;
  private final InstantSource clock;
  private final ReadListener<RemovalOutcome> listener;
  private final DuplicateFinder finder;
  private final CopyComparison comparison;

  /**
   * @param selected the files that may be reported
   * @param order of a group's files; the first one that is intact is kept
   */
  public RemovableCopies(
      Duplicates recorded,
      SelectedFiles selected,
      VerificationLog verified,
      InstantSource clock,
      Comparator<LocalFile> order,
      ReadListener<RemovalOutcome> listener) {
    this.recorded = recorded;
    this.selected = selected;
    this.verified = verified;
    this.clock = clock;
    this.listener = listener;
    this.finder = new DuplicateFinder(recorded, selected, order, this::changed);
    this.comparison = new CopyComparison(listener::read);
  }

  /**
   * Finds copies, the largest files first.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void run() throws InterruptedException {
    Duplicates.Sum sum = recorded.sum();
    if (sum.files() > 0) {
      listener.done(new RemovalOutcome.ToCompare(sum.files(), sum.bytes()));
    }
    finder.run(this::check);
  }

  /**
   * Finds copies without reading a file whose hash was read before: only those that are recorded as
   * damaged are left out.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void runUnchecked() throws InterruptedException {
    finder.run(this::reportUnchecked);
  }

  private void changed(LocalFile file) {
    listener.done(new RemovalOutcome.Changed(file));
  }

  private void check(DuplicateGroup group) throws InterruptedException {
    List<LocalFile> copies = new ArrayList<>(group.files());
    for (LocalFile candidate : group.whole()) {
      copies.remove(candidate);
      Map<LocalFile, Object> before = states(group);
      CopyComparison.Result read = comparison.of(candidate, copies);
      if (CopyComparison.isWhole(read.file(), candidate)) {
        listener.done(new RemovalOutcome.Group());
        read.copies().forEach((copy, compared) -> report(group, candidate, copy, compared, before));
        return;
      }
      switch (read.file()) {
        case FileContent.Hashed(String _, boolean edited) when !edited -> {
          verified.recordDamage(candidate, Timestamps.of(clock.instant()));
          listener.done(new RemovalOutcome.Damaged(candidate));
        }
        case FileContent.Hashed _, FileContent.Absent _ -> changed(candidate);
        case FileContent.Unreadable(String reason) ->
            listener.done(new RemovalOutcome.Unreadable(candidate, reason));
      }
    }
    listener.done(new RemovalOutcome.Group());
    listener.done(new RemovalOutcome.NoneStays(group));
  }

  /** The states of all names of a group's files, before these are read. */
  private static Map<LocalFile, Object> states(DuplicateGroup group) {
    Map<LocalFile, Object> states = new HashMap<>();
    for (LocalFile file : group.files()) {
      for (LocalFile name : group.names(file)) {
        states.put(name, Optional.ofNullable(FileStamps.state(name)));
      }
    }
    return states;
  }

  private void report(
      DuplicateGroup group,
      LocalFile kept,
      LocalFile copy,
      CopyComparison.Compared compared,
      Map<LocalFile, Object> before) {
    switch (compared) {
      case CopyComparison.Compared.Same _ -> reportIfRemovable(group, kept, copy, before);
      case CopyComparison.Compared.Different _ -> {
        verified.recordDamage(copy, Timestamps.of(clock.instant()));
        listener.done(new RemovalOutcome.Different(copy, kept));
      }
      case CopyComparison.Compared.Changed _ -> changed(copy);
      case CopyComparison.Compared.Unreadable(String reason) ->
          listener.done(new RemovalOutcome.Unreadable(copy, reason));
    }
  }

  private void reportUnchecked(DuplicateGroup group) throws InterruptedException {
    if (!group.isRead()) {
      check(group);
      return;
    }
    listener.done(new RemovalOutcome.Group());
    if (group.whole().isEmpty()) {
      listener.done(new RemovalOutcome.NoneStays(group));
      return;
    }
    LocalFile kept = group.whole().getFirst();
    group.whole().stream().skip(1).forEach(copy -> reportIfRemovable(group, kept, copy, Map.of()));
    group.damaged().forEach(copy -> listener.done(new RemovalOutcome.Different(copy, kept)));
  }

  /**
   * @param before the states before the files were read; empty if they were not
   */
  private void reportIfRemovable(
      DuplicateGroup group, LocalFile kept, LocalFile copy, Map<LocalFile, Object> before) {
    List<LocalFile> removable =
        group.deletable(copy, selected).stream()
            .filter(name -> isRemovable(name, kept, before))
            .toList();
    if (!removable.isEmpty()) {
      listener.done(new RemovalOutcome.Removable(removable));
    }
  }

  /** Checks both files again, since hours may have passed while they were read. */
  private boolean isRemovable(LocalFile file, LocalFile kept, Map<LocalFile, Object> before) {
    for (LocalFile either : List.of(kept, file)) {
      boolean sameState =
          before.isEmpty()
              || Optional.ofNullable(FileStamps.state(either)).equals(before.get(either));
      if (!sameState || FileStamps.ifUnchanged(either).isEmpty()) {
        changed(either);
        return false;
      }
    }
    try {
      return !Files.isSameFile(RecordedPath.toRead(file.path()), RecordedPath.toRead(kept.path()));
    } catch (IOException e) {
      changed(file);
      return false;
    }
  }
}
