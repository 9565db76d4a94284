package dev.tensors.tsr.sqlite;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renames a user's tables, views, indexes and triggers where the schema needs their names. */
public final class UserObjects {

  /** The names of a schema's tables, views, indexes and triggers. */
  static final class SchemaNames {

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

  /**
   * A table, view, index or trigger.
   *
   * @param kind SQLite's word for it
   * @param table the table or view that it belongs to; its own name where it is one
   * @param definition as SQLite stores it
   */
  public record UserObject(String kind, String name, String table, String definition) {}

  /** Appended to a name that the schema needs. */
  private static final String SUFFIX = "_own";

  /** A definition as SQLite stores it: the name follows the kind, as it was typed. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(CREATE (?:UNIQUE )?(?:INDEX|VIEW|TRIGGER) )"
              + "(?:\"(?:[^\"]|\"\")*+\"|`(?:[^`]|``)*+`|'(?:[^']|'')*+'|\\[[^\\]]*+\\]|[^\\s(]++)");

  private static final String BY_NAME =
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
          + SchemaNames.NORMALIZED
          + " = ?";

  private final Sql sql;
  private final DatabaseListener listener;

  public UserObjects(Sql sql, DatabaseListener listener) {
    this.sql = sql;
    this.listener = listener;
  }

  private static UserObject userObject(ResultSet row) throws SQLException {
    return new UserObject(
        row.getString("type"),
        row.getString("name"),
        row.getString("tbl_name"),
        row.getString("sql"));
  }

  /**
   * Renames all objects that have one of the needed names.
   *
   * @param needed names in the form {@link SchemaNames#NORMALIZED}
   * @param replaced tables and views that the upgrade drops; their indexes and triggers keep names
   */
  void rename(Set<String> needed, Set<String> replaced) throws SQLException {
    for (String name : needed) {
      // One query for each name: renaming a virtual table also renames the tables that hold its
      // data.
      for (UserObject object : sql.list(BY_NAME, UserObjects::userObject, name)) {
        if (!replaced.contains(object.table().toLowerCase(Locale.ROOT))) {
          rename(object);
        }
      }
    }
  }

  private void rename(UserObject object) throws SQLException {
    String newName = unusedName(object.name());
    if (object.kind().equals("table")) {
      renameTable(object.name(), newName);
    } else {
      sql.script("DROP " + object.kind() + " main." + Sql.quoted(object.name()));
      sql.script(renamed(object.definition(), newName));
    }
    listener.renamed(object.kind(), object.name(), newName);
  }

  private void renameTable(String name, String newName) throws SQLException {
    String rename =
        "ALTER TABLE main.%s RENAME TO %s".formatted(Sql.quoted(name), Sql.quoted(newName));
    try {
      sql.script(rename);
    } catch (SQLException e) {
      // A view or trigger that names a missing table makes ALTER TABLE fail; legacy mode ignores
      // it.
      sql.script("PRAGMA legacy_alter_table = ON");
      sql.script(rename);
      sql.script("PRAGMA legacy_alter_table = OFF");
    }
  }

  /** Creates a user's index or trigger again, on the table that replaced its own. */
  void restore(UserObject object) throws SQLException {
    String name = object.name();
    String newName = unusedName(name);
    String definition = object.definition();
    try {
      sql.script(newName.equals(name) ? definition : renamed(definition, newName));
      if (!newName.equals(name)) {
        listener.renamed(object.kind(), name, newName);
      }
    } catch (SQLException e) {
      listener.dropped(object.kind(), name, String.valueOf(e.getMessage()));
    }
  }

  private static String renamed(String definition, String newName) {
    return DEFINITION
        .matcher(definition)
        .replaceFirst("$1" + Matcher.quoteReplacement(Sql.quoted(newName)));
  }

  /** The name itself, or if it is taken, with a suffix. */
  private String unusedName(String name) throws SQLException {
    String unused = name;
    for (int i = 1; isTaken(unused); i++) {
      unused = name + SUFFIX + (i == 1 ? "" : i);
    }
    return unused;
  }

  private boolean isTaken(String name) throws SQLException {
    return sql.number("SELECT count(*) FROM main.sqlite_schema WHERE name = ? COLLATE NOCASE", name)
        > 0;
  }
}
