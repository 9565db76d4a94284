package dev.tensors.tsr.cli.frame;

import dev.tensors.tsr.cli.frame.options.CommonOptions;
import dev.tensors.tsr.library.pictures.FileUses;
import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.output.terminal.Messages;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseListener;
import dev.tensors.tsr.sqlite.DatabasePath;
import dev.tensors.tsr.sqlite.NetworkDisk;
import dev.tensors.tsr.text.ByteCount;
import dev.tensors.tsr.text.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the database of the catalogue: the one that --db or $TENSORS_DB names, else the default
 * one. A named database must exist, except for {@link #openOrCreate}; in place of a default one
 * that does not exist, an empty one in memory is opened.
 */
public final class CatalogueOpener {

  private final CommonOptions options;
  private final Environment environment;
  private final Messages messages;
  private final Consumer<Database> opened;

  /**
   * @param opened is told each catalogue that was opened
   */
  CatalogueOpener(
      CommonOptions options,
      Environment environment,
      Messages messages,
      Consumer<Database> opened) {
    this.options = options;
    this.environment = environment;
    this.messages = messages;
    this.opened = opened;
  }

  /**
   * Opens the catalogue to fill it. Creates the file, and the folder of the default one.
   *
   * @throws NotFound if the folder of a named database does not exist
   */
  public Database openOrCreate() {
    Path file = file();
    if (Files.notExists(file)) {
      requireFolder(file);
      DatabasePath.createFolder(file);
    }
    warnOfNetwork(file);
    return opened(CatalogueDatabase.open(file, listener()))
        .endingWith(database -> new FileUses(database).refresh());
  }

  private void warnOfNetwork(Path file) {
    String type = NetworkDisk.type(file);
    if (type != null) {
      messages.warning(
          "%s is on a disk in the network (%s), where two machines that write it can damage it; keep it on a local disk, and copy it there with tsr db backup"
              .formatted(file, type));
    }
  }

  /**
   * Opens the catalogue to change it. The default one, where it does not exist yet, is opened as an
   * empty one in memory, and is not created.
   *
   * @throws NotFound if a named database does not exist
   */
  public Database openForWriting() {
    return Files.notExists(file()) ? openForReading() : openOrCreate();
  }

  /**
   * Opens the catalogue to change it; a read-only file is opened for reading, with a warning.
   *
   * @throws NotFound if a named database does not exist
   */
  public Database openForWritingIfPermitted() {
    Path file = file();
    if (Files.notExists(file) || Database.isWritable(file)) {
      return openForWriting();
    }
    messages.warning(file + ": read-only, so results are not recorded");
    return openForReading();
  }

  /**
   * Opens the catalogue for reading.
   *
   * @throws NotFound if a named database does not exist
   */
  public Database openForReading() {
    Path file = file();
    if (named() != null && Files.notExists(file)) {
      throw new NotFound(file + ": no such database; create it with tsr db scan FOLDER --db FILE");
    }
    return openForDryRun();
  }

  /**
   * Opens for reading the catalogue that {@link #openOrCreate} would open; an empty one in memory,
   * if the file does not exist.
   *
   * @throws NotFound if the folder of a named database does not exist
   */
  public Database openForDryRun() {
    Path file = file();
    if (Files.notExists(file)) {
      requireFolder(file);
      messages.notice("There is no catalogue at " + file + " yet; run tsr db scan FOLDER.");
    }
    return opened(CatalogueDatabase.openForReading(file, listener()));
  }

  private Database opened(Database database) {
    opened.accept(database);
    return database;
  }

  /** Opens an existing catalogue for reading, without an upgrade; empty if it does not exist. */
  public Optional<Database> openWithoutUpgrade() {
    Path file = file();
    return Files.notExists(file)
        ? Optional.empty()
        : Optional.of(CatalogueDatabase.openUnchanged(file));
  }

  private DatabaseListener listener() {
    return new MigrationReport(messages);
  }

  private void requireFolder(Path file) {
    Path folder = file.getParent();
    if (named() != null && folder != null && !Files.isDirectory(folder)) {
      throw new NotFound(
          file + ": its folder does not exist; create it, or choose another database with --db");
    }
  }

  private @Nullable Path named() {
    return options.database != null ? options.database : environment.namedDatabase();
  }

  /** The file that is opened, as it was named. */
  public Path place() {
    Path named = named();
    return named != null ? named : environment.defaultDatabase();
  }

  private Path file() {
    Path file = place();
    if (file.toString().indexOf('\uFFFD') >= 0) {
      throw new InvalidConfiguration(
          file + ": its name is not UTF-8; choose another database with --db");
    }
    return DatabasePath.resolve(file);
  }

  /** Tells the user about the upgrade of a database. */
  private record MigrationReport(Messages messages) implements DatabaseListener {

    @Override
    public void copying(Path file, long bytes, Path copy) {
      messages.notice(
          "%s: from an older version; copying it (%s) to %s before the upgrade"
              .formatted(file, ByteCount.human(bytes), copy));
    }

    @Override
    public void leftOut(String table, long rows, Path copy) {
      messages.warning(
          "%s of the table %s in the database %s to nothing that is there, and %s left out; %s has %s"
              .formatted(
                  Counts.of(rows, "row", "rows"),
                  table,
                  rows == 1 ? "belongs" : "belong",
                  rows == 1 ? "was" : "were",
                  copy,
                  rows == 1 ? "it" : "them"));
    }

    @Override
    public void renamed(String kind, String name, String newName) {
      messages.warning(
          "your own %s %s in the database is now called %s, because tsr uses its name"
              .formatted(kind, name, newName));
    }

    @Override
    public void dropped(String kind, String name, String reason) {
      messages.warning(
          "your own %s %s in the database could not be created again (%s); the copy has it"
              .formatted(kind, name, reason));
    }
  }
}
