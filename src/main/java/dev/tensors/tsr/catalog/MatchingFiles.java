package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The recorded files that a word can mean: how many there are, and the first ones. Missing files
 * are among them only if all are missing.
 */
public final class MatchingFiles {

  private static final int MOST_KEPT = 10;

  private final List<LocalFile> first = new ArrayList<>();
  private boolean allMissing = true;
  private long count;

  /** The first linked file, else the first file. */
  private @Nullable LocalFile best;

  private boolean sameContent = true;

  void add(LocalFile file) {
    if (file.missing() && !allMissing) {
      return;
    }
    if (allMissing && !file.missing()) {
      allMissing = false;
      first.clear();
      count = 0;
      best = null;
      sameContent = true;
    }
    count++;
    if (first.size() < MOST_KEPT) {
      first.add(file);
    }
    if (best == null) {
      best = file;
    } else {
      sameContent &= best.sha256().equals(file.sha256());
      best = best.versionId() == null && file.versionId() != null ? file : best;
    }
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** The first ten in the order of their paths. */
  public List<LocalFile> first() {
    return first;
  }

  /** Whether all have the same SHA-256; false if there are none. */
  public boolean areCopies() {
    return count > 0 && sameContent;
  }

  /** The first linked file, else the first file; null if there are none. */
  public @Nullable LocalFile best() {
    return best;
  }
}
