package dev.tensors.tsr.backup;

import dev.tensors.tsr.library.schema.CatalogueDatabase;
import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.DatabaseUnusable;
import dev.tensors.tsr.sqlite.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * A copy of a catalogue that was read from its first to its last byte and found whole.
 *
 * @param bytes the size of its file
 * @param files the recorded ones, missing ones too
 * @param models the cached ones
 */
record Backup(Path path, long bytes, long files, long models) {

  static final List<Column<Backup>> COLUMNS =
      List.of(
          Column.of("path", "path", ValueKind.PATH, Backup::path),
          Column.of("bytes", "bytes", ValueKind.BYTES, Backup::bytes),
          Column.of("files", "files", ValueKind.NUMBER, Backup::files),
          Column.of("models", "models", ValueKind.NUMBER, Backup::models));

  private static final String WHOLE = "ok";

  /**
   * Reads a copy, also one that an older tsr made, and changes nothing in it.
   *
   * @param name what the copy will be called
   * @throws DatabaseUnusable if it is damaged, of another program, or from a newer tsr
   */
  static Backup checked(Path file, Path name) {
    try (Database database = CatalogueDatabase.openOfAnyVersion(file)) {
      return database.snapshot(
          sql -> {
            requireWhole(sql, name);
            return new Backup(name, size(file), count(sql, "local_files"), count(sql, "models"));
          });
    }
  }

  private static void requireWhole(Sql sql, Path name) throws SQLException {
    String found = sql.text("PRAGMA integrity_check(1)");
    if (!found.equals(WHOLE)) {
      throw new DatabaseUnusable(
          name, "damaged (%s); do not rely on it, and make another one".formatted(found));
    }
  }

  /** The rows of a table; 0 if it is one that an early version does not have. */
  private static long count(Sql sql, String table) throws SQLException {
    return sql.number("SELECT count(*) FROM pragma_table_list WHERE name = ?", table) == 0
        ? 0
        : sql.number("SELECT count(*) FROM " + table);
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new DatabaseUnusable(file, "cannot be read (" + e.getMessage() + ")", e);
    }
  }
}
