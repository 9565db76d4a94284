package dev.tensors.tsr.answers;

import dev.tensors.tsr.civitai.wire.WireModel;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Counts in CivitAI's answers, such as downloads. Null is unknown; but in the columns of a model
 * that someone's SQL put there, 0 is the default.
 */
public final class CivitaiCounts {

  private static final List<String> COLUMNS = WireModel.STATS.columns();

  /** An answer contains all counts. So if any count is not 0, all of them are known. */
  private static final String UNKNOWN =
      COLUMNS.stream()
          .map("m.%s = 0"::formatted)
          .collect(Collectors.joining(" AND ", "m.fetched_at IS NULL AND ", ""));

  private CivitaiCounts() {}

  /** SQL: a count of the model m; null if it is not known. */
  public static String of(String column) {
    return "iif(%s, NULL, %s)".formatted(UNKNOWN, column);
  }

  /** Sets the counts of a model that was never fetched, or of its version, to null if unknown. */
  static void forgetUnknown(ColumnValues row) {
    boolean none =
        COLUMNS.stream()
            .map(row::get)
            .allMatch(value -> !(value instanceof Number count) || count.longValue() == 0);
    if (none) {
      COLUMNS.forEach(column -> row.with(column, null));
    }
  }
}
