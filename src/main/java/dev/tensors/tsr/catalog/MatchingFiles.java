package dev.tensors.tsr.catalog;

import java.util.ArrayList;
import java.util.List;

/**
 * The recorded files that a word may mean, of which only the first ones are kept. Where some of
 * them are there, those that are marked missing do not count.
 */
public final class MatchingFiles {

  private static final int MOST_KEPT = 10;

  private final List<LocalFile> first = new ArrayList<>();
  private boolean allMissing = true;
  private long count;

  /** The first file, or the first linked one; null: there is none. */
  private LocalFile best;

  private boolean oneContent = true;

  void add(LocalFile file) {
    if (file.missing() && !allMissing) {
      return;
    }
    if (allMissing && !file.missing()) {
      allMissing = false;
      first.clear();
      count = 0;
      best = null;
      oneContent = true;
    }
    count++;
    if (first.size() < MOST_KEPT) {
      first.add(file);
    }
    if (best == null) {
      best = file;
    } else {
      oneContent &= best.sha256().equals(file.sha256());
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

  /** Whether all have the same SHA-256; not so if there are none. */
  public boolean areCopies() {
    return count > 0 && oneContent;
  }

  /** One of them, if there is any: the first one that is linked, or else the first. */
  public LocalFile best() {
    return best;
  }
}
