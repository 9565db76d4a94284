package dev.tensors.tsr.sqlite;

import java.nio.file.Path;

/** Is told what happens to a database before it can be used. */
public interface DatabaseListener {

  DatabaseListener NONE = new DatabaseListener() {};

  /**
   * The file is about to be copied, before its schema is changed. That takes a while if it is
   * large.
   *
   * @param bytes the size of the file
   */
  default void copying(Path file, long bytes, Path copy) {}

  /**
   * Something that a user put into the database has a name that the new schema needs, and got
   * another one.
   *
   * @param kind as SQLite calls it: table, view, index or trigger
   */
  default void renamed(String kind, String name, String newName) {}

  /**
   * Something that a user put on a table could not be made again on the new one.
   *
   * @param kind index or trigger
   */
  default void dropped(String kind, String name, String reason) {}
}
