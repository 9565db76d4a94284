package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What can be told of a database file before SQLite touches it. */
final class DatabaseFile {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** Of SQLite's file format. */
  private static final int APPLICATION_ID_AT = 68;

  private static final int START = APPLICATION_ID_AT + Integer.BYTES;

  private DatabaseFile() {}

  /**
   * Whether nobody can write it, as on a read-only disk. SQLite would want to lock it even so, and
   * leave files beside it that lock out writers later.
   */
  static boolean isFrozen(Path file) {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    return Files.notExists(log)
        && !(Files.isWritable(file) && Files.isWritable(file.toAbsolutePath().getParent()));
  }

  /** Refuses what is there and is no catalogue. An empty file is a new database. */
  static void check(Path file) {
    if (Files.notExists(file)) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new DatabaseUnusable(file, "a folder, not a database; name a file with --db");
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
            && ByteBuffer.wrap(start).getInt(APPLICATION_ID_AT) == Migrations.APPLICATION_ID;
    if (!isMarked) {
      refuseForeign(file); // or the mark is still in the log beside it
    }
  }

  /**
   * Refuses what may only be read, before SQLite leaves files beside it that lock out later
   * writers.
   */
  static void checkWritable(Path file) {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw DatabaseUnusable.notWritable(file);
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
  private static void refuseForeign(Path file) {
    try {
      refuseForeign(file, Database.url(file) + "?mode=ro");
    } catch (SQLException e) {
      if (!isToBeUndone(e)) {
        throw DatabaseUnusable.of(file, e);
      }
      refuseForeignInCopy(file);
    }
  }

  private static boolean isToBeUndone(SQLException e) {
    return e instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK;
  }

  private static void refuseForeign(Path file, String url) throws SQLException {
    try (Connection connection = Database.config().createConnection(url)) {
      new Migrations(file, new Sql(connection)).version();
    }
  }

  /**
   * The same where somebody was killed in the middle of a change: it must be undone to see what the
   * database is, and if that is not ours, not in the file itself.
   */
  private static void refuseForeignInCopy(Path file) {
    try {
      Path copy = Files.createTempFile(file.toAbsolutePath().getParent(), "tsr-look-", ".db");
      try {
        // In this order: another process may undo the change at the same time.
        Files.copy(journal(file), journal(copy));
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        refuseForeign(file, Database.url(copy));
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(journal(copy));
      }
    } catch (NoSuchFileException e) {
      refuseForeign(file); // it is undone
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "no copy of it can be made to see what it is; check the disk and its folder", e);
    } catch (SQLException e) {
      throw DatabaseUnusable.of(file, e);
    }
  }

  /** Beside a database that somebody is changing, or was when they were killed. */
  static Path journal(Path file) {
    return file.resolveSibling(file.getFileName() + "-journal");
  }
}
