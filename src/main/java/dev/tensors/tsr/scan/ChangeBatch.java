package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.FileStamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Changes of the catalogue that are committed together, in transactions short enough for other
 * programs to write in between. What they did is told only when it is committed.
 */
final class ChangeBatch {

  private static final int MAX_CHANGES = 1000;
  private static final long MAX_CHARACTERS = 4 << 20;
  private static final long MAX_AGE_NS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<Runnable> transaction;
  private final Consumer<ScanOutcome> listener;
  private final List<Supplier<ScanOutcome>> changes = new ArrayList<>();
  private final Set<FileStamp> stamps = new HashSet<>();
  private long characters;
  private long oldest;

  /**
   * @param transaction runs the changes, all of them or none
   */
  ChangeBatch(Consumer<Runnable> transaction, Consumer<ScanOutcome> listener) {
    this.transaction = transaction;
    this.listener = listener;
  }

  /**
   * Adds a change.
   *
   * @param stamp of the file that it is about
   * @param size about how many characters it keeps in memory
   * @param change gives what is to be told of it; null: nothing
   */
  void add(FileStamp stamp, long size, Supplier<ScanOutcome> change) {
    if (changes.isEmpty()) {
      oldest = System.nanoTime();
    }
    changes.add(change);
    stamps.add(stamp);
    characters += size;
    if (changes.size() >= MAX_CHANGES || characters >= MAX_CHARACTERS) {
      commit();
    }
  }

  /** Whether a file with this stamp is in it, and so not yet in the catalogue. */
  boolean holds(FileStamp stamp) {
    return stamps.contains(stamp);
  }

  void commitIfOld() {
    if (!changes.isEmpty() && System.nanoTime() - oldest >= MAX_AGE_NS) {
      commit();
    }
  }

  void commit() {
    if (changes.isEmpty()) {
      return;
    }
    List<ScanOutcome> outcomes = new ArrayList<>(changes.size());
    transaction.accept(() -> changes.forEach(change -> outcomes.add(change.get())));
    changes.clear();
    stamps.clear();
    characters = 0;
    outcomes.stream().filter(Objects::nonNull).forEach(listener);
  }
}
