package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads the ids of very many rows. */
final class RowIds {

  private static final char SEPARATOR = ',';

  private RowIds() {}

  /**
   * The ids that a query finds, in its order. They are read as one text: the driver takes several
   * times as long for a row as SQLite does.
   *
   * @param query selects a column {@code id}; SQLite keeps its order only if it has a limit
   */
  static long[] read(Sql sql, String query, @Nullable Object... values) throws SQLException {
    String ids = sql.text("SELECT coalesce(group_concat(id), '') FROM (" + query + ")", values);
    int count = ids.isEmpty() ? 0 : 1;
    for (int i = 0; i < ids.length(); i++) {
      count += ids.charAt(i) == SEPARATOR ? 1 : 0;
    }
    long[] found = new long[count];
    int from = 0;
    for (int i = 0; i < count; i++) {
      int comma = ids.indexOf(SEPARATOR, from);
      int end = comma < 0 ? ids.length() : comma;
      found[i] = Long.parseLong(ids, from, end, 10);
      from = end + 1;
    }
    return found;
  }
}
