package dev.tensors.tsr.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the newest schema: the numbered scripts in {@code schema/}, each in one
 * transaction, each after a copy of a database that holds something.
 */
final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private static final List<String> SCRIPTS =
      List.of(
          "001_catalogue.sql",
          "002_civitai.sql",
          "003_verification.sql",
          "004_search.sql",
          "005_links_and_failures.sql");

  /** "tsr1", which tells a catalogue from any other program's database. */
  static final int APPLICATION_ID = 0x74737231;

  private final Path file;
  private final Sql sql;

  Migrations(Path file, Sql sql) {
    this.file = file;
    this.sql = sql;
  }

  /** Makes a catalogue of the Python original, in one transaction, after a copy of it. */
  private void takeOver(Database database) throws SQLException {
    Original original = new Original(sql);
    // Here, since it does nothing within a transaction; with keys no table could be made anew.
    sql.script("PRAGMA foreign_keys = OFF");
    boolean done =
        database.write(
            sql -> {
              // Another process may have done it while this one waited.
              if (!isOriginal()) {
                return false;
              }
              log.debug("taking over {}", file);
              original.attach(copy(1));
              sql.script(script("original.sql"));
              for (String script : SCRIPTS) {
                sql.script(script(script));
              }
              original.copy();
              mark(SCRIPTS.size());
              return true;
            });
    if (done) {
      original.detach();
    }
    sql.script("PRAGMA foreign_keys = ON");
  }

  private boolean isOriginal() throws SQLException {
    return version() == 0 && hasOriginal();
  }

  private boolean hasOriginal() throws SQLException {
    return sql.number(Original.IS_ORIGINAL) == 1;
  }

  /** Refuses, too, what {@link #run} would change. */
  void checkNewest() throws SQLException {
    if (version() < SCRIPTS.size()) {
      throw new DatabaseUnusable(file, "of an older tsr; tsr db list brings it up to date");
    }
  }

  void run(Database database) throws SQLException {
    int version = version();
    if (version == SCRIPTS.size()) {
      return;
    }
    if (version == 0 && hasOriginal()) {
      takeOver(database);
      version = version();
    }
    boolean isNew = version == 0;
    for (; version < SCRIPTS.size(); version++) {
      migrate(database, version + 1, !isNew);
    }
  }

  /**
   * The schema's version, 0 for a new database and for the original; refuses what is no catalogue
   * of this tsr.
   */
  int version() throws SQLException {
    // In one statement, and so of one state: another process may be making the database just now.
    int[] found =
        sql.first(
                """
                SELECT (SELECT user_version FROM pragma_user_version),
                  (SELECT application_id FROM pragma_application_id),
                  (SELECT count(*) FROM sqlite_schema)
                """,
                row -> new int[] {row.getInt(1), row.getInt(2), row.getInt(3)})
            .orElseThrow();
    boolean isUnmarked = found[0] == 0 && found[1] == 0;
    boolean isOurs = isUnmarked ? found[2] == 0 || hasOriginal() : found[1] == APPLICATION_ID;
    if (!isOurs) {
      throw new DatabaseUnusable(
          file, "a database of another program; name another file with --db");
    }
    if (found[0] > SCRIPTS.size()) {
      throw new DatabaseUnusable(
          file,
          "made by a newer tsr (schema "
              + found[0]
              + ", this one knows "
              + SCRIPTS.size()
              + "); update tsr");
    }
    return found[0];
  }

  private void migrate(Database database, int number, boolean copyFirst) {
    database.write(
        sql -> {
          // Another process may have done it while this one waited.
          if (version() < number) {
            if (copyFirst) {
              copy(number);
            }
            log.debug("migrating {} to schema {}", file, number);
            sql.script(script(SCRIPTS.get(number - 1)));
            mark(number);
          }
          return null;
        });
  }

  private void mark(int version) throws SQLException {
    sql.script("PRAGMA application_id = " + APPLICATION_ID);
    sql.script("PRAGMA user_version = " + version);
  }

  /** Through a second connection: the first holds the lock that keeps other writers out. */
  private Path copy(int number) throws SQLException {
    Path copy = file.resolveSibling(file.getFileName() + ".before-" + number);
    Path unfinished = file.resolveSibling(copy.getFileName() + ".part");
    try {
      try (Connection reader = DriverManager.getConnection(Database.url(file));
          var vacuum = reader.prepareStatement("VACUUM INTO ?")) {
        Files.deleteIfExists(unfinished);
        vacuum.setString(1, unfinished.toString());
        vacuum.executeUpdate();
        // An earlier copy stays until there is a whole new one.
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
        return copy;
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "the copy " + copy + " cannot be made; it stays as it is", e);
    }
  }

  private static String script(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("/schema/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
