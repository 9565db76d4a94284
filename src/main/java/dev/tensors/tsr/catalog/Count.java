package dev.tensors.tsr.catalog;

import java.util.List;

/**
 * Counts in CivitAI's answers, such as downloads. The columns of a model that was never fetched
 * hold 0 where no sidecar tells its counts.
 */
public final class Count {

  static final List<String> COLUMNS =
      List.of(
          "download_count",
          "thumbs_up_count",
          "thumbs_down_count",
          "comment_count",
          "tipped_amount_count");

  private Count() {}

  /** SQL: a count of the model m; null if it is not known. */
  public static String of(String column) {
    return "iif(m.fetched_at IS NULL AND m.download_count = 0 AND m.thumbs_up_count = 0, NULL, %s)"
        .formatted(column);
  }
}
