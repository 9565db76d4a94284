package dev.tensors.tsr.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tables, views, indexes and triggers that a user put into a database. Where the program needs
 * their names for its own, they get others.
 */
public final class UserObjects {

  private record Named(String kind, String name, String table, String definition) {}

  /** Appended to a name that the program needs. */
  private static final String SUFFIX = "_own";

  /** How SQLite stores a definition: the name follows at once, as it was typed. */
  private static final Pattern DEFINITION =
      Pattern.compile(
          "(CREATE (?:UNIQUE )?(?:INDEX|VIEW|TRIGGER) )"
              + "(?:\"(?:[^\"]|\"\")*+\"|`(?:[^`]|``)*+`|'(?:[^']|'')*+'|\\[[^\\]]*+\\]|[^\\s(]++)");

  private static final String CALLED =
      "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND "
          + SchemaNames.SPELLING
          + " = ?";

  private final Sql sql;
  private final DatabaseListener listener;

  public UserObjects(Sql sql, DatabaseListener listener) {
    this.sql = sql;
    this.listener = listener;
  }

  private static Named named(ResultSet row) throws SQLException {
    return new Named(
        row.getString("type"),
        row.getString("name"),
        row.getString("tbl_name"),
        row.getString("sql"));
  }

  /**
   * Renames all that have one of these names.
   *
   * @param needed as {@link SchemaNames} spells them
   * @param replaced tables and views that the program drops, with their indexes and triggers
   */
  void rename(Set<String> needed, Set<String> replaced) throws SQLException {
    for (String name : needed) {
      // One by one: with a virtual table the tables that hold its data are renamed, too.
      for (Named own : sql.list(CALLED, UserObjects::named, name)) {
        if (!replaced.contains(own.table().toLowerCase(Locale.ROOT))) {
          rename(own);
        }
      }
    }
  }

  private void rename(Named own) throws SQLException {
    String newName = free(own.name());
    if (own.kind().equals("table")) {
      renameTable(own.name(), newName);
    } else {
      sql.script("DROP " + own.kind() + " main." + Sql.quoted(own.name()));
      sql.script(renamed(own.definition(), newName));
    }
    listener.renamed(own.kind(), own.name(), newName);
  }

  private void renameTable(String name, String newName) throws SQLException {
    String rename =
        "ALTER TABLE main.%s RENAME TO %s".formatted(Sql.quoted(name), Sql.quoted(newName));
    try {
      sql.script(rename);
    } catch (SQLException e) {
      // A view or trigger that names what is not there is no reason, and is left as it is.
      sql.script("PRAGMA legacy_alter_table = ON");
      sql.script(rename);
      sql.script("PRAGMA legacy_alter_table = OFF");
    }
  }

  /**
   * Makes an index or a trigger again, of a table that was made anew.
   *
   * @param definition as SQLite stores it
   */
  public void restore(String kind, String name, String definition) throws SQLException {
    String newName = free(name);
    try {
      sql.script(newName.equals(name) ? definition : renamed(definition, newName));
      if (!newName.equals(name)) {
        listener.renamed(kind, name, newName);
      }
    } catch (SQLException e) {
      listener.dropped(kind, name, e.getMessage());
    }
  }

  private static String renamed(String definition, String newName) {
    return DEFINITION
        .matcher(definition)
        .replaceFirst("$1" + Matcher.quoteReplacement(Sql.quoted(newName)));
  }

  /** The name itself, if nothing has it; else one after it. */
  private String free(String name) throws SQLException {
    String free = name;
    for (int i = 1; isTaken(free); i++) {
      free = name + SUFFIX + (i == 1 ? "" : i);
    }
    return free;
  }

  private boolean isTaken(String name) throws SQLException {
    return sql.number("SELECT count(*) FROM main.sqlite_schema WHERE name = ? COLLATE NOCASE", name)
        > 0;
  }
}
