package dev.tensors.tsr.sqlite;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
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
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Checks a database file before SQLite opens it. All paths are real paths. */
final class DatabaseFile {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** Offset of the application id in SQLite's file format. */
  private static final int APPLICATION_ID_AT = 68;

  private static final int START = APPLICATION_ID_AT + Integer.BYTES;

  private DatabaseFile() {}

  /**
   * Whether SQLite can read the file without locks: this user cannot write it, as on a read-only
   * disk, and no log or journal beside it holds changes. With locks SQLite would leave files there
   * that later lock out writers.
   */
  static boolean isImmutable(Path file) {
    return !isWritable(file) && isUnchangedBeside(file);
  }

  /** Whether no log or journal beside the file holds changes. */
  static boolean isUnchangedBeside(Path file) {
    return isEmpty(log(file)) && isEmpty(journal(file));
  }

  /** Whether the file can be written, and its folder, where SQLite creates files. */
  static boolean isWritable(Path file) {
    Path folder = file.getParent();
    return Files.isWritable(file) && folder != null && Files.isWritable(folder);
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.notExists(file) || Files.size(file) == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Refuses a file of another program. An empty file is a new database. */
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
      refuseForeign(file, schema); // unless the mark is still in the log beside it
    }
  }

  /** Refuses a read-only file, before SQLite leaves files beside it that lock out later writers. */
  static void checkWritable(Path file) {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new DatabaseUnusable(file, DatabaseUnusable.NOT_WRITABLE);
    }
  }

  private static byte[] start(Path file) {
    try (InputStream in = open(file)) {
      return in.readNBytes(START);
    } catch (AccessDeniedException e) {
      throw new DatabaseUnusable(file, "cannot be read; check its permissions", e);
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

  /** Opens the file without a channel, the first of which loads a library. */
  private static InputStream open(Path file) throws IOException {
    try {
      return new FileInputStream(file.toFile());
    } catch (FileNotFoundException e) {
      return Files.newInputStream(file); // fails with the reason
    }
  }

  /**
   * Refuses another program's database, over a read-only connection: a writable one would, when it
   * is closed, move the changes of that program's log into the file.
   */
  private static void refuseForeign(Path file, Schema schema) {
    try {
      if (!isCheckedInPlace(file, schema) && !isCheckedInCopy(file, schema)) {
        // Another process rolled the change back between the two checks.
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

  /** False if a killed process left a change that must be rolled back first. */
  private static boolean isCheckedInPlace(Path file, Schema schema) throws SQLException {
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
   * Rolls a change back in a copy and checks the copy: in a file of another program the change must
   * stay. False if there is no longer a change to roll back.
   */
  private static boolean isCheckedInCopy(Path file, Schema schema) throws SQLException {
    try {
      Path copy = Files.createTempFile(file.getParent(), "tsr-check-", ".db");
      try {
        // In this order: another process may be rolling the change back.
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
          "a program was killed while changing it, and it cannot be copied for a check; check the"
              + " disk and the folder",
          e);
    }
  }

  /** The rollback journal, beside a database that a process is changing or was killed changing. */
  static Path journal(Path file) {
    return beside(file, "-journal");
  }

  /** Whether a file is one that SQLite keeps beside a database. */
  static boolean isBeside(Path other, Path file) {
    return other.equals(log(file))
        || other.equals(journal(file))
        || other.equals(beside(file, "-shm"));
  }

  /** The write-ahead log, which holds changes that are not in the database's file yet. */
  static Path log(Path file) {
    return beside(file, "-wal");
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** Tells a file from one that replaces it; null if it is gone, or the system has no such key. */
  static @Nullable Object identity(Path file) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }
}
