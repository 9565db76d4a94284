package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** What can be told of a database file before SQLite touches it. */
final class DatabaseFile {

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  /** Of SQLite's file format. */
  private static final int APPLICATION_ID_AT = 68;

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

  /**
   * Refuses somebody else's database over a connection that cannot write: at its end another one
   * would bring in what its owner left in the log beside it.
   */
  static void refuseForeign(Path file) {
    if (Files.notExists(file) || isMarked(file)) {
      return;
    }
    try (Connection connection =
        Database.config().createConnection(Database.url(file) + "?mode=ro")) {
      new Migrations(file, connection, new Sql(connection)).version();
    } catch (SQLException e) {
      throw DatabaseUnusable.of(file, e);
    }
  }

  /** Whether the file itself, without its log, says that it is a catalogue, or is empty. */
  private static boolean isMarked(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      ByteBuffer header = ByteBuffer.wrap(in.readNBytes(APPLICATION_ID_AT + Integer.BYTES));
      return header.limit() == 0
          || (header.limit() == APPLICATION_ID_AT + Integer.BYTES
              && header.getInt(APPLICATION_ID_AT) == Migrations.APPLICATION_ID);
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }

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
