package dev.tensors.tsr.scan;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks rows of the catalogue up by the path of a file, a page at a time: a walk asks for one after
 * the other, in the catalogue's order nearly always.
 *
 * @param <T> a row
 */
final class RecordedRows<T> {

  /** Gives the rows of a path and of those after it, in the order of their paths. */
  @FunctionalInterface
  interface Pages<T> {
    List<T> from(String path, int limit);
  }

  private static final int PAGE = 100;

  private final Pages<T> pages;
  private final Function<T, String> pathOf;
  private final Map<String, T> page = new HashMap<>();

  /** The first path that the page has, or has not, and the last one; null: there is none after. */
  private byte[] first;

  private byte[] last;

  /** How often it may be asked yet: others change the catalogue, too. */
  private int left;

  RecordedRows(Pages<T> pages, Function<T, String> pathOf) {
    this.pages = pages;
    this.pathOf = pathOf;
  }

  /** Has the next row looked up in the catalogue. */
  void forgetPage() {
    left = 0;
  }

  /** The row of a file's real path. */
  Optional<T> byPath(String path) {
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
