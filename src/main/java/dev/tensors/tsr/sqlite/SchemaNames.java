package dev.tensors.tsr.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** The names of a schema's tables, views, indexes and triggers. */
final class SchemaNames {

  /** In lower case, since SQLite ignores case. Triggers have a namespace of their own. */
  static final String NORMALIZED = "iif(type = 'trigger', 'trigger ', '') || lower(name)";

  private SchemaNames() {}

  /**
   * The names in the schema after its first migrations, as {@link #NORMALIZED}.
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
          sql.list("SELECT " + NORMALIZED + " FROM sqlite_schema", row -> row.getString(1)));
    }
  }

  /** The names that one migration adds, as {@link #NORMALIZED}. */
  static Set<String> addedBy(Schema schema, int number) throws SQLException {
    Set<String> names = of(schema, number);
    names.removeAll(of(schema, number - 1));
    return names;
  }
}
