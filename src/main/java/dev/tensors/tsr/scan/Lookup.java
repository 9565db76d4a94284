package dev.tensors.tsr.scan;

import dev.tensors.tsr.catalog.LocalFile;
import dev.tensors.tsr.catalog.LocalFiles;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Looks recorded files up by path, a page at a time: a walk asks for one after the other, in the
 * catalogue's order nearly always.
 */
final class Lookup {

  private static final int PAGE = 100;

  private final LocalFiles files;
  private final Map<String, LocalFile> page = new HashMap<>();

  /** The first path that the page has, or has not, and the last one; null: there is none after. */
  private byte[] first;

  private byte[] last;

  /** How often it may be asked yet: others change the catalogue, too. */
  private int left;

  Lookup(LocalFiles files) {
    this.files = files;
  }

  /** The file recorded under a real path. */
  Optional<LocalFile> byPath(String path) {
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
    for (LocalFile file : files.from(path, PAGE)) {
      page.put(file.path(), file);
      if (page.size() == PAGE) {
        last = file.path().getBytes(StandardCharsets.UTF_8);
      }
    }
  }
}
