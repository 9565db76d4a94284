package dev.tensors.tsr.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks up rows of the catalogue by path. It reads them a page at a time, since a walk finds files
 * nearly always in the order of their paths.
 *
 * @param <T> a row
 */
public final class RecordedRows<T> {

  /** Reads the rows of a path and of the paths after it, in the order of their paths. */
  @FunctionalInterface
  public interface Pages<T> {
    List<T> from(String path, int limit);
  }

  private static final int PAGE = 100;

  private final Pages<T> pages;
  private final Function<T, String> pathOf;
  private final Map<String, T> page = new HashMap<>();

  /** The path with which the page begins; it may have no row. */
  private byte[] first = {};

  /** The last path of the page; null if no rows follow. */
  private byte @Nullable [] last;

  /** The number of look-ups until the page is read again, as other programs change the rows. */
  private int left;

  public RecordedRows(Pages<T> pages, Function<T, String> pathOf) {
    this.pages = pages;
    this.pathOf = pathOf;
  }

  /** Reads the next row from the catalogue. */
  public void refresh() {
    left = 0;
  }

  /** The row of a real path. */
  public Optional<T> byPath(String path) {
    byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
    if (left == 0 || !covers(bytes)) {
      turnTo(path, bytes);
    }
    left--;
    return Optional.ofNullable(page.get(path));
  }

  private boolean covers(byte[] path) {
    return Arrays.compareUnsigned(first, path) <= 0
        && (last == null || Arrays.compareUnsigned(path, last) <= 0);
  }

  private void turnTo(String path, byte[] bytes) {
    page.clear();
    first = bytes;
    last = null;
    left = PAGE;
    for (T row : pages.from(path, PAGE)) {
      page.put(pathOf.apply(row), row);
      if (page.size() == PAGE) {
        last = pathOf.apply(row).getBytes(StandardCharsets.UTF_8);
      }
    }
  }
}
