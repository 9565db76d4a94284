package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.Duplicates;
import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.Timestamps;
import dev.tensors.tsr.catalog.VerificationLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds copies that can be deleted. Before it reports a copy, it reads a whole file of the group
 * and compares its SHA-256: that file is kept. If the hash differs, the next file is tried.
 */
public final class RemovableCopies {

  private final Duplicates recorded;
  private final VerificationLog verified;
  private final InstantSource clock;
  private final RemovalListener listener;
  private final DuplicateFinder finder;
  private final ContentReader reader;

  /**
   * @param order of a group's files; the first one that is intact is kept
   */
  public RemovableCopies(
      Duplicates recorded,
      VerificationLog verified,
      InstantSource clock,
      Comparator<LocalFile> order,
      RemovalListener listener) {
    this.recorded = recorded;
    this.verified = verified;
    this.clock = clock;
    this.listener = listener;
    this.finder = new DuplicateFinder(recorded, order, listener);
    this.reader = new ContentReader(listener::read);
  }

  /**
   * Finds copies, the largest files first.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void run() throws InterruptedException {
    List<Duplicates.Content> contents = recorded.contents();
    long bytes = contents.stream().mapToLong(Duplicates.Content::sizeBytes).sum();
    listener.toRead(contents.size(), bytes);
    finder.run(contents, this::check);
  }

  /**
   * Finds copies without reading a file: the file that is kept may be damaged without a record of
   * it.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void runUnchecked() throws InterruptedException {
    finder.run(
        recorded.contents(),
        group ->
            report(group, group.whole().isEmpty() ? null : group.whole().getFirst(), Set.of()));
  }

  private void check(DuplicateGroup group) throws InterruptedException {
    Set<LocalFile> unknown = new HashSet<>();
    for (LocalFile candidate : group.whole()) {
      switch (reader.read(candidate)) {
        case FileContent.Hashed(String sha256, boolean edited)
            when !edited && sha256.equals(candidate.sha256()) -> {
          report(group, candidate, unknown);
          return;
        }
        case FileContent.Hashed(String _, boolean edited) when edited -> {
          unknown.add(candidate);
          listener.changed(candidate);
        }
        case FileContent.Hashed _ -> {
          verified.recordDamage(candidate, Timestamps.of(clock.instant()));
          listener.damaged(candidate);
        }
        case FileContent.Absent _ -> {
          unknown.add(candidate);
          listener.changed(candidate);
        }
        case FileContent.Unreadable(String reason) -> {
          unknown.add(candidate);
          listener.unreadable(candidate, reason);
        }
      }
    }
    report(group, null, unknown);
  }

  /**
   * Reports the copies of a group.
   *
   * @param kept the file to keep; null: none is intact
   * @param unknown files that changed or could not be read, which are not deleted
   */
  private void report(DuplicateGroup group, @Nullable LocalFile kept, Set<LocalFile> unknown) {
    listener.group(group);
    if (kept == null) {
      listener.noneStays(group);
      return;
    }
    for (LocalFile file : group.files()) {
      if (!file.equals(kept) && !unknown.contains(file)) {
        List<LocalFile> removable =
            group.names(file).stream().filter(name -> isRemovable(name, kept)).toList();
        if (!removable.isEmpty()) {
          listener.removable(removable);
        }
      }
    }
  }

  /** Checks both files again, since hours may have passed while others were read. */
  private boolean isRemovable(LocalFile file, LocalFile kept) {
    for (LocalFile either : List.of(kept, file)) {
      if (FileStamps.ifUnchanged(either).isEmpty()) {
        listener.changed(either);
        return false;
      }
    }
    try {
      return !Files.isSameFile(Path.of(file.path()), Path.of(kept.path()));
    } catch (IOException e) {
      listener.changed(file);
      return false;
    }
  }
}
