package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.DatabasePath;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import java.nio.file.Path;

/** Opens the catalogue's SQLite file, which has the schema of {@link CatalogueSchema}. */
public final class CatalogueDatabase {

  private CatalogueDatabase() {}

  /** Opens the catalogue as {@link #open(Path, DatabaseListener)} does, without a listener. */
  public static Database open(Path file) {
    return open(file, DatabaseListener.NONE);
  }

  /**
   * Opens the catalogue, creates it where the file is absent, and brings its schema up to date.
   *
   * @param file in a folder that exists
   * @throws DatabaseUnusable if it is locked, damaged, of another program, or from a newer tsr
   */
  public static Database open(Path file, DatabaseListener listener) {
    return Database.open(file, new CatalogueSchema(), listener);
  }

  /**
   * Opens the catalogue for reading and brings its schema up to date. Where the file is absent,
   * opens an empty catalogue in memory and creates nothing on the disk.
   *
   * @throws DatabaseUnusable as {@link #open}
   */
  public static Database openForReading(Path file, DatabaseListener listener) {
    return Database.openForReading(file, new CatalogueSchema(), listener);
  }

  /**
   * Opens an existing catalogue for reading and changes nothing in it, not even its schema.
   *
   * @throws DatabaseUnusable as {@link #open}, and if an older tsr made it
   */
  public static Database openUnchanged(Path file) {
    return Database.openUnchanged(file, new CatalogueSchema());
  }

  /**
   * Opens an existing catalogue, which an argument names, for reading as {@link #openUnchanged}
   * does, but also an older one.
   *
   * @throws DatabaseUnusable as {@link #open}
   */
  public static Database openOfAnyVersion(Path file) {
    try {
      return Database.openOfAnyVersion(file, new CatalogueSchema());
    } catch (DatabaseUnusable e) {
      throw e.ofArgument();
    }
  }

  /**
   * The real path of a catalogue that an argument names; it need not exist.
   *
   * @throws DatabaseUnusable if it is a folder, a pipe or the like
   */
  public static Path named(Path argument) {
    try {
      return DatabasePath.resolve(argument.toAbsolutePath());
    } catch (DatabaseUnusable e) {
      throw e.ofArgument();
    }
  }
}
