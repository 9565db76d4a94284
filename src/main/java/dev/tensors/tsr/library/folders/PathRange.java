package dev.tensors.tsr.library.folders;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Pages;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.system.PathNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The paths below a folder as a range, without its two ends. SQLite finds a range in the index;
 * LIKE would read all rows.
 *
 * @param start the folder and the separator
 * @param end the folder and the character that follows the separator in Unicode
 */
public record PathRange(String start, String end) {

  /** Stands where a text was no valid UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  public static PathRange of(String folder) {
    return new PathRange(PathNames.HERE.start(folder), PathNames.HERE.end(folder));
  }

  /**
   * The next page of paths below a folder.
   *
   * @param after the last path of the page before; null or a path that is not in the range, such as
   *     the folder's own: the first page
   */
  private static PathRange of(String folder, @Nullable String after) {
    PathRange whole = of(folder);
    // A name that begins as the folder's and goes on with a dot comes before all that is below it.
    return after != null && after.startsWith(whole.start) ? new PathRange(after, whole.end) : whole;
  }

  /**
   * The rows of a table whose paths are below a folder, in the order of their paths.
   *
   * @param select SQL: the query without its condition
   * @param column SQL: the path of a row
   */
  public static <T> Pages.Source<T> rowsBelow(
      String folder,
      Database database,
      String select,
      String column,
      Sql.RowMapper<T> mapper,
      Function<T, String> pathOf) {
    String page = select + "WHERE %1$s > ? AND %1$s < ? ORDER BY %1$s LIMIT ?".formatted(column);
    return (last, limit) -> {
      PathRange range = of(folder, last == null ? null : pathOf.apply(last));
      List<T> rows = database.query(sql -> sql.list(page, mapper, range.start, range.end, limit));
      rows.removeIf(row -> range.isReadAsEarlier(pathOf.apply(row)));
      return rows;
    };
  }

  /**
   * Whether a path of this range is read as one that comes before it: what is no valid UTF-8, which
   * another program can have stored, would come again on each next page.
   */
  private boolean isReadAsEarlier(String path) {
    return path.indexOf(REPLACEMENT) >= 0
        && Arrays.compareUnsigned(
                path.getBytes(StandardCharsets.UTF_8), start.getBytes(StandardCharsets.UTF_8))
            <= 0;
  }
}
