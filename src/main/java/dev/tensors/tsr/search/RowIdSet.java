package dev.tensors.tsr.search;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Very many row ids. Those that SQLite has assigned are small, but a user's SQL can choose any. */
final class RowIdSet {

  /** Reads the ids of very many rows. */
  static final class RowIds {

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

  /** The bits take 8 MiB at most. */
  private static final int SMALL = 1 << 26;

  private final BitSet small = new BitSet();
  private final long[] others;

  RowIdSet(long[] ids) {
    int left = 0;
    long[] rest = new long[ids.length];
    for (long id : ids) {
      if (isSmall(id)) {
        small.set((int) id);
      } else {
        rest[left++] = id;
      }
    }
    others = Arrays.copyOf(rest, left);
    Arrays.sort(others);
  }

  boolean contains(long id) {
    return isSmall(id) ? small.get((int) id) : Arrays.binarySearch(others, id) >= 0;
  }

  private static boolean isSmall(long id) {
    return id >= 0 && id < SMALL;
  }
}
