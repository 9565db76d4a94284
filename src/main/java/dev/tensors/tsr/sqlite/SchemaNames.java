package dev.tensors.tsr.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** The names of all tables, views, indexes and triggers of a schema. */
final class SchemaNames {

  /**
   * In lower case, which SQLite does not tell from upper case. Triggers have names of their own.
   */
  static final String SPELLING = "iif(type = 'trigger', 'trigger ', '') || lower(name)";

  private SchemaNames() {}

  /**
   * Those of the schema after its first migrations, each in its {@link #SPELLING}.
   *
   * @param version the number of the last of these migrations
   */
  static Set<String> of(Schema schema, int version) throws SQLException {
    try (Connection empty = Connections.open(Connections.MEMORY_URL)) {
      Sql sql = new Sql(empty);
      for (int number = 1; number <= version; number++) {
        sql.script(schema.script(number));
      }
      return new TreeSet<>(
          sql.list("SELECT " + SPELLING + " FROM sqlite_schema", row -> row.getString(1)));
    }
  }

  /** Those that one migration adds. */
  static Set<String> madeBy(Schema schema, int number) throws SQLException {
    Set<String> names = of(schema, number);
    names.removeAll(of(schema, number - 1));
    return names;
  }
}
