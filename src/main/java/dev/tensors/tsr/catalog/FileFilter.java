package dev.tensors.tsr.catalog;

import java.util.List;

/**
 * Which files to list, and how.
 *
 * @param types model types in any case, or short names of them, one of which the file has; empty:
 *     any
 * @param baseModels base models in any case, or short names of them, one of which the file is for;
 *     empty: any
 * @param unlinked only those that CivitAI's ids are not known of
 * @param missing only those that are missing, which are left out otherwise
 * @param outdated only those whose model has a newer version for the same base model
 * @param gone only those whose model or version CivitAI has no more
 * @param under the real path of a folder in which they are; null: anywhere
 * @param limit at most so many
 */
public record FileFilter(
    List<String> types,
    List<String> baseModels,
    boolean unlinked,
    boolean missing,
    boolean outdated,
    boolean gone,
    String under,
    Sort sort,
    int limit) {

  /** By what files are sorted: names and paths from A, the largest and the latest first. */
  public enum Sort {
    NAME,
    PATH,
    SIZE,
    DATE
  }
}
