package dev.tensors.tsr.catalog;

/**
 * Which files to list, and how.
 *
 * @param type a model type in any case, or a short name of one; null: any
 * @param baseModel a base model in any case, or a short name of one; null: any
 * @param unlinked only those that CivitAI's ids are not known of
 * @param missing only those that are missing, which are left out otherwise
 * @param outdated only those whose model has a newer version for the same base model
 * @param limit at most so many
 */
public record FileFilter(
    String type,
    String baseModel,
    boolean unlinked,
    boolean missing,
    boolean outdated,
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
