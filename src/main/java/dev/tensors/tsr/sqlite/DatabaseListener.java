package dev.tensors.tsr.sqlite;

import java.nio.file.Path;

/** Is called when opening a database changes it. */
public interface DatabaseListener {

  DatabaseListener NONE = new DatabaseListener() {};

  /**
   * The file is about to be copied before a migration. A large one takes a while.
   *
   * @param bytes the size of the file
   */
  default void copying(Path file, long bytes, Path copy) {}

  /**
   * Rows of a legacy database were not copied, since the row that they belong to is not there.
   *
   * @param copy the database as it was, which has them
   */
  default void leftOut(String table, long rows, Path copy) {}

  /**
   * A user's table, view, index or trigger was renamed, since the schema needs its name.
   *
   * @param kind SQLite's word: table, view, index or trigger
   */
  default void renamed(String kind, String name, String newName) {}

  /**
   * A user's index or trigger could not be created on the table that replaced its own.
   *
   * @param kind index or trigger
   */
  default void dropped(String kind, String name, String reason) {}
}
