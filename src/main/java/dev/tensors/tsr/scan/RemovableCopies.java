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

/**
 * Finds the copies that can be deleted. Before the first one of a group is told of, the file that
 * stays is read whole and its SHA-256 compared; a file that fails does not stay, and the next one
 * is read.
 */
public final class RemovableCopies {

  private final Duplicates recorded;
  private final VerificationLog verified;
  private final InstantSource clock;
  private final RemovalListener listener;
  private final DuplicateFinder finder;
  private final ContentReader reader;

  /**
   * @param order which file of a group stays: the first one that is whole
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
   * Finds them, group by group, those of the largest files first.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void run() throws InterruptedException {
    List<Duplicates.Content> contents = recorded.contents();
    long bytes = contents.stream().mapToLong(Duplicates.Content::sizeBytes).sum();
    listener.toRead(contents.size(), bytes);
    finder.run(contents, this::check);
  }

  /**
   * Finds them without reading a file: the one that stays is whole as far as is known.
   *
   * @throws InterruptedException if the calling thread was interrupted
   */
  public void runUnchecked() throws InterruptedException {
    finder.run(
        recorded.contents(),
        group ->
            conclude(group, group.whole().isEmpty() ? null : group.whole().getFirst(), Set.of()));
  }

  private void check(DuplicateGroup group) throws InterruptedException {
    Set<LocalFile> unknown = new HashSet<>();
    for (LocalFile candidate : group.whole()) {
      switch (reader.read(candidate)) {
        case FileContent.Hashed(String sha256, boolean edited)
            when !edited && sha256.equals(candidate.sha256()) -> {
          conclude(group, candidate, unknown);
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
    conclude(group, null, unknown);
  }

  /**
   * Tells of a group's copies.
   *
   * @param kept null: none is whole
   * @param unknown files of which nobody knows what they are
   */
  private void conclude(DuplicateGroup group, LocalFile kept, Set<LocalFile> unknown) {
    listener.group(group);
    if (kept == null) {
      listener.noneStays(group);
      return;
    }
    for (LocalFile file : group.files()) {
      if (!file.equals(kept) && !unknown.contains(file)) {
        tell(file, kept);
      }
    }
  }

  /** Looks at both once more: since they were found, hours of reading may have passed. */
  private void tell(LocalFile file, LocalFile kept) {
    for (LocalFile either : List.of(kept, file)) {
      if (FileStamps.ifUnchanged(either).isEmpty()) {
        listener.changed(either);
        return;
      }
    }
    try {
      if (!Files.isSameFile(Path.of(file.path()), Path.of(kept.path()))) {
        listener.removable(file);
      }
    } catch (IOException e) {
      listener.changed(file);
    }
  }
}
