package dev.tensors.tsr.sqlite;

import dev.tensors.tsr.sqlite.UserObjects.SchemaNames;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds how the tables, views and indexes of a database differ from those of its schema. */
final class SchemaFault {

  /** A table, view or index. */
  private record Part(String kind, String name, String table, @Nullable String definition) {

    /** SQLite ignores the case of names. */
    String key() {
      return name.toLowerCase(Locale.ROOT);
    }

    String words() {
      return kind + " " + name;
    }
  }

  /**
   * @param isComputed whether SQLite computes its values
   */
  private record SchemaColumn(String table, String name, boolean isComputed) {}

  private static final String PARTS =
      """
      SELECT type, name, lower(tbl_name), sql FROM sqlite_schema
      WHERE type IN ('table', 'view', 'index') ORDER BY rowid""";

  private static final String COLUMNS =
      """
      SELECT lower(m.name), lower(c.name), c.hidden > 1
      FROM sqlite_schema m JOIN pragma_table_xinfo(iif(m.type = 'table', m.name, '')) c
      ORDER BY m.rowid, c.cid""";

  private SchemaFault() {}

  /** The first table or view that is missing or of another kind, in words; null if none is. */
  static @Nullable String missing(Schema schema, Sql sql) throws SQLException {
    Map<String, Part> found = parts(sql);
    for (Part part : ofSchema(schema, SchemaFault::parts).values()) {
      Part other = found.get(part.key());
      if (!part.kind().equals("index") && other == null) {
        return "its " + part.words() + " is missing";
      }
      if (other != null && !other.kind().equals(part.kind())) {
        return (other.kind().equals("index") ? "an " : "a ")
            + other.kind()
            + " is in the place of its "
            + part.words();
      }
    }
    return null;
  }

  /** The first column that is missing or computed, in words; null if none is. */
  static @Nullable String missingColumn(Schema schema, Sql sql) throws SQLException {
    Map<String, SchemaColumn> found = new HashMap<>();
    columns(sql).forEach(column -> found.put(column.table() + "." + column.name(), column));
    for (SchemaColumn column : ofSchema(schema, SchemaFault::columns)) {
      SchemaColumn other = found.get(column.table() + "." + column.name());
      if (other == null || other.isComputed() != column.isComputed()) {
        return "the column "
            + column.name()
            + " of its table "
            + column.table()
            + (other == null ? " is missing" : " is computed");
      }
    }
    return null;
  }

  /** The first part that was changed, or index that was added, in words; null if there is none. */
  static @Nullable String changed(Schema schema, Sql sql) throws SQLException {
    Map<String, Part> ours = ofSchema(schema, SchemaFault::parts);
    for (Part part : parts(sql).values()) {
      Part original = ours.get(part.key());
      boolean isAdded = original == null && ours.containsKey(part.table());
      if (isAdded && part.kind().equals("index") && part.definition() != null) {
        return "the index " + part.name() + " was added to its table " + part.table();
      }
      if (original != null
          && original.definition() != null
          && !original.definition().equals(part.definition())) {
        return notAsMade(part);
      }
    }
    return null;
  }

  /** The first changed view that the program reads, in words; null if there is none. */
  static @Nullable String changedView(Schema schema, Sql sql) throws SQLException {
    for (Part part : parts(sql).values()) {
      if (part.kind().equals("view")
          && part.definition() instanceof String definition
          && !List.of(0, definition.hashCode())
              .contains(schema.views().getOrDefault(part.key(), 0))) {
        return notAsMade(part);
      }
    }
    return null;
  }

  /** The first of its triggers that is missing, in words; null if none is. */
  static @Nullable String missingTrigger(Schema schema, Sql sql) throws SQLException {
    Set<String> names = SchemaNames.of(schema, schema.version());
    sql.list("SELECT " + SchemaNames.NORMALIZED + " FROM sqlite_schema", row -> row.getString(1))
        .forEach(names::remove);
    return names.stream()
        .filter(name -> name.startsWith("trigger "))
        .findFirst()
        .map(name -> "its " + name + " is missing")
        .orElse(null);
  }

  /** The first trigger that a user added to its tables; null if there is none. */
  static @Nullable String addedTrigger(Schema schema, Sql sql) throws SQLException {
    Set<String> ours = SchemaNames.of(schema, schema.version());
    List<String> added =
        sql.list(
            "SELECT name, lower(tbl_name), "
                + SchemaNames.NORMALIZED
                + " FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid",
            row ->
                ours.contains(row.getString(2)) && !ours.contains(row.getString(3))
                    ? row.getString(1)
                    : "");
    return added.stream().filter(name -> !name.isEmpty()).findFirst().orElse(null);
  }

  private static String notAsMade(Part part) {
    return "its " + part.words() + " is not as tsr made it";
  }

  /** Reads something of a database. */
  @FunctionalInterface
  private interface Reading<T> {
    T of(Sql sql) throws SQLException;
  }

  /** Reads it of an empty database with this schema. */
  private static <T> T ofSchema(Schema schema, Reading<T> reading) throws SQLException {
    try (Connection empty = Connections.open(Connections.MEMORY_URL)) {
      Sql sql = new Sql(empty);
      for (int number = 1; number <= schema.version(); number++) {
        sql.script(schema.script(number));
      }
      return reading.of(sql);
    }
  }

  private static Map<String, Part> parts(Sql sql) throws SQLException {
    Map<String, Part> parts = new LinkedHashMap<>();
    sql.each(
        PARTS,
        row -> new Part(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
        part -> parts.put(part.key(), part));
    return parts;
  }

  private static List<SchemaColumn> columns(Sql sql) throws SQLException {
    return sql.list(
        COLUMNS, row -> new SchemaColumn(row.getString(1), row.getString(2), row.getBoolean(3)));
  }
}
