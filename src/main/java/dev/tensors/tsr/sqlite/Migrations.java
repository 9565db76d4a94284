package dev.tensors.tsr.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to its newest schema: a new one at once, an older one with one transaction for
 * each migration, each after a copy of the file.
 */
final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private final Path file;
  private final Sql sql;
  private final Schema schema;
  private final DatabaseListener listener;
  private final UserObjects own;

  Migrations(Path file, Sql sql, Schema schema, DatabaseListener listener) {
    this.file = file;
    this.sql = sql;
    this.schema = schema;
    this.listener = listener;
    this.own = new UserObjects(sql, listener);
  }

  /**
   * Migrates the database, if it is not of the newest schema yet.
   *
   * @throws DatabaseUnusable if it is none of ours, or cannot be migrated; it stays as it was then
   */
  void run(Database database) throws SQLException {
    int version = version();
    if (version == schema.version()) {
      return;
    }
    if (version == 0 && schema.predecessor().isIn(sql)) {
      takeOver(database);
      version = version();
    }
    if (version == 0) {
      make(database);
    }
    for (; version < schema.version(); version++) {
      migrate(database, version + 1);
    }
  }

  /** Refuses, too, what {@link #run} would change. */
  void checkNewest() throws SQLException {
    if (version() < schema.version()) {
      throw new DatabaseUnusable(file, "of an older tsr; tsr db list brings it up to date");
    }
  }

  /**
   * The schema's version, 0 for a new database and for a predecessor's; refuses what is no database
   * of this program.
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
    boolean isOurs =
        isUnmarked
            ? found[2] == 0 || schema.predecessor().isIn(sql)
            : found[1] == schema.applicationId();
    if (!isOurs) {
      throw new DatabaseUnusable(
          file, "a database of another program; name another file with --db");
    }
    if (found[0] > schema.version()) {
      throw new DatabaseUnusable(
          file,
          "made by a newer tsr (schema "
              + found[0]
              + ", this one knows "
              + schema.version()
              + "); update tsr");
    }
    return found[0];
  }

  /** In one transaction, so that nobody ever finds a part of it. */
  private void make(Database database) {
    database.write(
        sql -> {
          if (version() == 0) { // another process may have made it while this one waited
            runScripts(1, schema.version());
          }
          return null;
        });
  }

  private void runScripts(int first, int last) throws SQLException {
    for (int number = first; number <= last; number++) {
      sql.script(schema.script(number));
    }
    mark(last);
  }

  private void migrate(Database database, int number) {
    database.write(
        sql -> {
          if (version() >= number) {
            return null; // another process did it while this one waited
          }
          log.debug("migrating {} to schema {}", file, number);
          try {
            copy(number);
            own.rename(SchemaNames.madeBy(schema, number), Set.of());
            sql.script(schema.script(number));
          } catch (SQLException e) {
            throw unmigratable(e);
          }
          mark(number);
          return null;
        });
  }

  /** In one transaction, after a copy. */
  private void takeOver(Database database) throws SQLException {
    Predecessor predecessor = schema.predecessor();
    // Here, since it does nothing within a transaction; with keys no table could be made anew.
    sql.script("PRAGMA foreign_keys = OFF");
    boolean done =
        database.write(
            sql -> {
              if (version() > 0 || !predecessor.isIn(sql)) {
                return false; // another process did it while this one waited
              }
              log.debug("taking over {}", file);
              try {
                Path copy = copy(1);
                own.rename(SchemaNames.of(schema, schema.version()), predecessor.replaced());
                predecessor.clear(sql);
                runScripts(1, predecessor.schemaVersion());
                predecessor.fill(sql, copy, own);
                runScripts(predecessor.schemaVersion() + 1, schema.version());
              } catch (SQLException e) {
                throw unmigratable(e);
              }
              return true;
            });
    if (done) {
      predecessor.end(sql);
    }
    sql.script("PRAGMA foreign_keys = ON");
  }

  /** What the program did wrong in any other statement is here due to what a user put into it. */
  private RuntimeException unmigratable(SQLException e) {
    RuntimeException failure = DatabaseFailure.of(file, e);
    return failure instanceof DatabaseFault
        ? new DatabaseUnusable(
            file,
            "cannot be brought up to date ("
                + e.getMessage()
                + "), and stays as it was; if that is of your own, rename it",
            e)
        : failure;
  }

  private void mark(int version) throws SQLException {
    sql.script("PRAGMA application_id = " + schema.applicationId());
    sql.script("PRAGMA user_version = " + version);
  }

  private Path copy(int number) throws SQLException {
    Path copy = file.resolveSibling(file.getFileName() + ".before-" + number);
    DatabaseCopy.make(file, copy, listener);
    return copy;
  }
}
