package dev.tensors.tsr.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A user's home, the catalogue in it, and a folder of models.
 *
 * @param home the catalogue is its models.db
 * @param tsr with this home, on this catalogue
 * @param catalogue made by the first command that makes one
 */
public record Workplace(Path home, Program tsr, Catalogue catalogue, Library library) {

  /** New ones below a folder. */
  public static Workplace in(Path folder) {
    try {
      Path real = folder.toRealPath();
      Path home = Files.createDirectory(real.resolve("home"));
      Path models = Files.createDirectory(real.resolve("models"));
      Path database = home.resolve("models.db");
      Program tsr = new Program(home).with("TENSORS_DB", database.toString());
      return new Workplace(home, tsr, new Catalogue(database), new Library(models));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path database() {
    return home.resolve("models.db");
  }

  /** Others below a folder, with a copy of this catalogue, which still names this library. */
  public Workplace copy(Path folder) {
    Workplace copy = in(folder);
    catalogue.copyTo(copy.catalogue);
    return new Workplace(copy.home, copy.tsr, copy.catalogue, library);
  }

  /** Records all models that are in the folder now. */
  public Workplace scan() {
    catalogue.createIfAbsent();
    tsr.db("scan --jobs 1", library.path("")).exits(0);
    return this;
  }
}
