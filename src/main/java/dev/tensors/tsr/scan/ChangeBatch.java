package dev.tensors.tsr.scan;

import dev.tensors.tsr.library.FileStamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Commits changes of the catalogue in batches, which are short enough for other programs to write
 * in between. Outcomes are reported after their transaction has committed.
 */
final class ChangeBatch {

  private static final int MAX_CHANGES = 1000;
  private static final long MAX_CHARACTERS = 4 << 20;
  private static final long MAX_AGE_NS = TimeUnit.SECONDS.toNanos(1);

  private final Consumer<Runnable> transaction;
  private final Consumer<ScanOutcome> listener;
  private final List<Supplier<@Nullable ScanOutcome>> changes = new ArrayList<>();
  private final Set<FileStamp> stamps = new HashSet<>();
  private long characters;
  private long oldest;

  /**
   * @param transaction commits all changes of a batch or none
   */
  ChangeBatch(Consumer<Runnable> transaction, Consumer<ScanOutcome> listener) {
    this.transaction = transaction;
    this.listener = listener;
  }

  /**
   * Adds a change.
   *
   * @param stamp the stamp of the changed file
   * @param size the approximate number of characters that the change holds in memory
   * @param change makes the change and returns its outcome; null: nothing to report
   */
  void add(FileStamp stamp, long size, Supplier<@Nullable ScanOutcome> change) {
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

  /** Whether the batch has a change of a file with this stamp, which is not committed yet. */
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
    transaction.accept(
        () -> {
          for (Supplier<@Nullable ScanOutcome> change : changes) {
            ScanOutcome outcome = change.get();
            if (outcome != null) {
              outcomes.add(outcome);
            }
          }
        });
    changes.clear();
    stamps.clear();
    characters = 0;
    outcomes.forEach(listener);
  }
}
