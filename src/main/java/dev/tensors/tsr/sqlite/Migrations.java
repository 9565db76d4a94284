package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.sqlite.DatabaseFailure.DatabaseFault;
import dev.tensors.tsr.sqlite.Schema.LegacyProgram;
import dev.tensors.tsr.sqlite.UserObjects.SchemaNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a database to the newest schema. A new one gets it in one transaction. An older one is
 * copied before each migration, and each migration is a transaction.
 */
final class Migrations {

  private static final Logger log = LoggerFactory.getLogger(Migrations.class);

  private final Path file;
  private final Sql sql;
  private final Schema schema;
  private final DatabaseListener listener;
  private final UserObjects userObjects;

  Migrations(Path file, Sql sql, Schema schema, DatabaseListener listener) {
    this.file = file;
    this.sql = sql;
    this.schema = schema;
    this.listener = listener;
    this.userObjects = new UserObjects(sql, listener);
  }

  /**
   * Migrates the database to the newest schema.
   *
   * @throws DatabaseUnusable if another program made it, or it cannot be migrated and stays as it
   *     was
   */
  void run(Database database) throws SQLException {
    int version = version();
    if (version == schema.version()) {
      refuseStrangeViews();
      return;
    }
    if (version == 0 && schema.legacyProgram().recognizes(sql)) {
      upgrade(database);
      version = version();
    }
    if (version == 0) {
      create(database);
    }
    for (int number = version + 1; number <= schema.version(); number++) {
      migrate(database, number, number == version + 1);
    }
  }

  /** Refuses a database that {@link #run} would change. */
  void checkNewest() throws SQLException {
    if (version() < schema.version()) {
      throw new DatabaseUnusable(
          file, "made by an older tsr; run tsr db list to bring it up to date");
    }
    refuseStrangeViews();
  }

  /** Refuses another view than tsr's, or one in the place of a table: reading could never end. */
  private void refuseStrangeViews() throws SQLException {
    Map<String, Integer> views = new HashMap<>();
    sql.forEach(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'view'",
        row -> {
          String name = row.getString(1);
          boolean isRead = schema.views().getOrDefault(name, 0) != 0;
          views.put(name, isRead ? row.getString(2).hashCode() : 0);
        });
    if (views.equals(schema.views())) {
      return;
    }
    String fault = SchemaFault.missing(schema, sql);
    if (fault == null) {
      fault = SchemaFault.missingColumn(schema, sql); // renaming one changes views, too
    }
    if (fault == null) {
      fault = SchemaFault.changedView(schema, sql);
    }
    if (fault != null) {
      throw new DatabaseUnusable(file, fault + "; " + DatabaseFailure.RESTORE);
    }
  }

  /**
   * The schema's version; 0 for a new and for a legacy database.
   *
   * @throws DatabaseUnusable if another program or a newer tsr made it
   */
  int version() throws SQLException {
    // One statement reads one state: another process may be creating the database.
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
            ? found[2] == 0 || schema.legacyProgram().recognizes(sql)
            : found[1] == schema.applicationId();
    if (!isOurs) {
      throw new DatabaseUnusable(
          file, "a database of another program; name another file with --db");
    }
    if (found[0] < 0) {
      throw new DatabaseUnusable(
          file,
          "its user_version is " + found[0] + ", which no tsr wrote; " + DatabaseFailure.RESTORE);
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

  /** In one transaction, so that no process sees a part of the schema. */
  private void create(Database database) {
    database.change(
        sql -> {
          if (version() == 0) { // another process may have created it while this one waited
            runScripts(1, schema.version());
          }
        });
  }

  private void runScripts(int first, int last) throws SQLException {
    for (int number = first; number <= last; number++) {
      sql.script(schema.script(number));
    }
    mark(last);
  }

  /**
   * Takes one step.
   *
   * @param first whether it is the first of this run, which a copy goes before: that has the other
   *     steps in it, and a large catalogue has no room for one of each
   */
  private void migrate(Database database, int number, boolean first) {
    database.change(
        sql -> {
          if (version() >= number) {
            return; // another process migrated it while this one waited
          }
          log.debug("migrating {} to schema {}", file, number);
          try {
            if (first) {
              copy(number);
            }
            userObjects.rename(SchemaNames.addedBy(schema, number), Set.of());
            sql.script(schema.script(number));
          } catch (SQLException e) {
            throw unmigratable(e);
          }
          mark(number);
        });
  }

  /** Upgrades a legacy database in one transaction, after a copy. */
  private void upgrade(Database database) throws SQLException {
    LegacyProgram legacyProgram = schema.legacyProgram();
    // Has no effect within a transaction. Foreign keys would not let tables be replaced.
    sql.script("PRAGMA foreign_keys = OFF");
    boolean upgraded =
        database.write(
            sql -> {
              if (version() > 0 || !legacyProgram.recognizes(sql)) {
                return false; // another process upgraded it while this one waited
              }
              log.debug("upgrading {}", file);
              try {
                Path copy = copy(1);
                userObjects.rename(
                    SchemaNames.of(schema, schema.version()), legacyProgram.replacedNames());
                List<UserObjects.UserObject> dropped = legacyProgram.dropReplaced(sql);
                runScripts(1, legacyProgram.targetVersion());
                legacyProgram.copyRows(sql, copy, listener);
                for (UserObjects.UserObject object : dropped) {
                  userObjects.restore(object);
                }
                runScripts(legacyProgram.targetVersion() + 1, schema.version());
              } catch (SQLException e) {
                throw unmigratable(e);
              }
              return true;
            });
    if (upgraded) {
      legacyProgram.detachCopy(sql);
    }
    sql.script("PRAGMA foreign_keys = ON");
  }

  /** In a migration the cause of a {@link DatabaseFault} is a user's table, view or trigger. */
  private RuntimeException unmigratable(SQLException e) {
    RuntimeException failure = DatabaseFailure.of(file, e);
    return failure instanceof DatabaseFault
        ? new DatabaseUnusable(
            file,
            "cannot be brought up to date ("
                + e.getMessage()
                + ") and was not changed; if you made the table, view or trigger, rename it",
            e)
        : failure;
  }

  private void mark(int version) throws SQLException {
    sql.script("PRAGMA application_id = " + schema.applicationId());
    sql.script("PRAGMA user_version = " + version);
    if (version == schema.version()) {
      schema.complete(sql);
    }
  }

  /**
   * Copies the database, with the changes that are still in its write-ahead log, over a connection
   * of its own, since this one may hold the write lock. Replaces an earlier copy once the new one
   * is complete.
   */
  private Path copy(int number) throws SQLException {
    Path copy = file.resolveSibling(file.getFileName() + ".before-" + number);
    Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
    try {
      listener.copying(file, Files.size(file), copy);
      try {
        Files.deleteIfExists(unfinished);
        DatabaseCopy.copy(file, unfinished);
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unfinished);
      }
    } catch (IOException e) {
      throw new DatabaseUnusable(
          file, "cannot be copied to " + copy + ", and was not changed; check its folder", e);
    }
    return copy;
  }
}
