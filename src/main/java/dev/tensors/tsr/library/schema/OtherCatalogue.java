package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseCopy;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of another machine, or a copy of one, opened for reading. Its file is not changed:
 * an older one is brought up to date in a temporary copy, which {@link #close} deletes.
 */
public final class OtherCatalogue implements AutoCloseable {

  private static final String NAME = "models.db";

  private final Database database;
  private final @Nullable Path temporary;

  private OtherCatalogue(Database database, @Nullable Path temporary) {
    this.database = database;
    this.temporary = temporary;
  }

  /**
   * Opens an existing catalogue.
   *
   * @throws DatabaseUnusable if it is locked, damaged, of another program, or from a newer tsr
   */
  public static OtherCatalogue open(Path file) {
    boolean isNewest;
    try (Database asItIs = CatalogueDatabase.openOfAnyVersion(file)) {
      isNewest = asItIs.isNewest();
    }
    if (isNewest) {
      return new OtherCatalogue(CatalogueDatabase.openUnchanged(file), null);
    }
    Path folder = null;
    try {
      folder = Files.createTempDirectory("tsr-");
      Path copy = folder.resolve(NAME);
      DatabaseCopy.write(file, copy, false, written -> written);
      return new OtherCatalogue(CatalogueDatabase.open(copy), folder);
    } catch (IOException e) {
      delete(folder);
      throw new DatabaseUnusable(
          file,
          "made by an older tsr, and cannot be copied to bring the copy up to date (%s); check"
                  .formatted(e.getMessage())
              + " the disk of the folder for temporary files",
          e);
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  public Database database() {
    return database;
  }

  @Override
  public void close() {
    try {
      database.close();
    } finally {
      delete(temporary);
    }
  }

  private static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      return; // the system empties this folder
    }
  }
}
