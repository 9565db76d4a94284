package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be told of a database file before SQLite touches it. */
final class DatabaseFile {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private DatabaseFile() {}

  /** Refuses what is there and is no SQLite database. An empty file is a new database. */
  static void check(Path file) {
    if (Files.notExists(file)) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new DatabaseUnusable(file, "a folder, not a database; name a file with --db");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(MAGIC.length);
      if (start.length > 0 && !Arrays.equals(start, MAGIC)) {
        throw new DatabaseUnusable(file, "not an SQLite database; name another file with --db");
      }
    } catch (AccessDeniedException e) {
      throw new DatabaseUnusable(file, "may not be read; check its permissions", e);
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
