package dev.tensors.tsr.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteErrorCode;

/** What can be told of a database file before SQLite touches it. All paths here are real paths. */
final class DatabaseFile {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** Of SQLite's file format. */
  private static final int APPLICATION_ID_AT = 68;

  private static final int START = APPLICATION_ID_AT + Integer.BYTES;

  private DatabaseFile() {}

  /**
   * Whether the file can be read without SQLite's locks: nobody may write it from here, as on a
   * read-only disk, and nothing that was written is still in a log or a journal beside it. SQLite
   * would want to lock it even so, and leave files beside it that lock out writers later.
   */
  static boolean isFrozen(Path file) {
    return !isWritable(file) && isEmpty(log(file)) && isEmpty(journal(file));
  }

  /** Whether it can be written: SQLite makes files beside it, too. */
  static boolean isWritable(Path file) {
    return Files.isWritable(file) && Files.isWritable(file.getParent());
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.notExists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses what is there and is no catalogue. An empty file is a new database. */
  static void check(Path file, Schema schema) {
    if (Files.notExists(file)) {
      return;
    }
    byte[] start = start(file);
    if (start.length == 0) {
      return;
    }
    if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
      throw new DatabaseUnusable(file, "not an SQLite database; name another file with --db");
    }
    boolean isMarked =
        start.length == START
            && ByteBuffer.wrap(start).getInt(APPLICATION_ID_AT) == schema.applicationId();
    if (!isMarked) {
      refuseForeign(file, schema); // or the mark is still in the log beside it
    }
  }

  /**
   * Refuses what may only be read, before SQLite leaves files beside it that lock out later
   * writers.
   */
  static void checkWritable(Path file) {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new DatabaseUnusable(file, DatabaseUnusable.NOT_WRITABLE);
    }
  }

  private static byte[] start(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(START);
    } catch (AccessDeniedException e) {
      throw new DatabaseUnusable(file, "may not be read; check its permissions", e);
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /**
   * Refuses somebody else's database over a connection that cannot write: at its end another one
   * would bring in what its owner left in the log beside it.
   */
  private static void refuseForeign(Path file, Schema schema) {
    try {
      if (!isLookedAt(file, schema) && !isLookedAtInCopy(file, schema)) {
        // Another process undid the change between the two.
        refuseForeign(file, Connections.readOnlyUrl(file), schema);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(file, e);
    }
  }

  private static void refuseForeign(Path file, String url, Schema schema) throws SQLException {
    try (Connection connection = Connections.open(url)) {
      new Migrations(file, new Sql(connection), schema, DatabaseListener.NONE).version();
    }
  }

  /** False where somebody was killed in the middle of a change, which must be undone first. */
  private static boolean isLookedAt(Path file, Schema schema) throws SQLException {
    try {
      refuseForeign(file, Connections.readOnlyUrl(file), schema);
      return true;
    } catch (SQLException e) {
      if (DatabaseFailure.code(e) == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Undoes a change in a copy, to see what the database is: if it is not ours, it is not to be
   * undone in the file itself. False if there is no longer anything to undo.
   */
  private static boolean isLookedAtInCopy(Path file, Schema schema) throws SQLException {
    try {
      Path copy = Files.createTempFile(file.getParent(), "tsr-look-", ".db");
      try {
        // In this order: another process may undo the change at the same time.
        Files.copy(journal(file), journal(copy));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        refuseForeign(file, Connections.url(copy), schema);
        return true;
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(journal(copy));
      }
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file,
          "a program was killed while it changed it, and no copy of it can be made to see what it"
              + " is; check the disk and its folder",
          e);
    }
  }

  /** Beside a database that somebody is changing, or was when they were killed. */
  static Path journal(Path file) {
    return beside(file, "-journal");
  }

  /** Beside a database whose last changes are not in its file yet. */
  static Path log(Path file) {
    return beside(file, "-wal");
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** What tells a file from another one that takes its place; null where nothing is, or does. */
  static Object identity(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
