package dev.tensors.tsr.library.schema;

import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies one table of a legacy database into the catalogue's empty table of the same name. Rows
 * keep their ids. Of several rows with the same key one is copied, and gets the children of the
 * others. Columns that the catalogue does not have are added to it.
 */
final class LegacyTable {

  private record TableColumn(
      String name, String type, boolean required, @Nullable String fallback) {}

  private record Reference(String column, String parent) {}

  /** The unique column of a table, besides its id. */
  private static final Map<String, String> KEYS =
      Map.of(
          "local_files", "file_path",
          "creators", "username",
          "models", "civitai_id",
          "model_versions", "civitai_id",
          "version_files", "civitai_id",
          "tags", "name");

  /** If several rows have the same key, the first is copied. */
  private static final List<String> ORDER =
      List.of("civitai_version_id IS NULL", "updated_at DESC", "id");

  /** Cuts off fractions of a second, which SQLite would round. */
  private static final String TIME =
      """
      coalesce(strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', CASE substr(%1$s, 20, 1)
        WHEN '.' THEN substr(%1$s, 1, 19) || ltrim(substr(%1$s, 20), '.0123456789')
        ELSE %1$s END), %1$s)""";

  private static final String FLAG =
      "CASE lower(%1$s) WHEN 'true' THEN 1 WHEN 'false' THEN 0 ELSE %1$s END";

  private final Sql sql;
  private final String table;
  private final Collection<String> tables;

  /** The table's columns; SQLite ignores the case of their names. */
  private final Map<String, TableColumn> legacyColumns =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private final Map<String, String> parents = new HashMap<>();

  private final StringJoiner names = new StringJoiner(", ");
  private final StringJoiner values = new StringJoiner(", ");
  private final StringJoiner conditions = new StringJoiner(" AND ");
  private final StringBuilder source = new StringBuilder();

  /**
   * @param tables all tables of the legacy database
   */
  LegacyTable(Sql sql, String table, Collection<String> tables) throws SQLException {
    this.sql = sql;
    this.table = table;
    this.tables = tables;
    columns("legacy").forEach(column -> legacyColumns.put(column.name(), column));
    sql.list(
            "SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?, 'main')",
            row -> new Reference(row.getString(1), row.getString(2)),
            table)
        .forEach(reference -> parents.put(reference.column(), reference.parent()));
  }

  private List<TableColumn> columns(String schema) throws SQLException {
    return sql.list(
        "SELECT name, type, \"notnull\", dflt_value FROM pragma_table_info(?, ?)",
        row ->
            new TableColumn(
                row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4)),
        table,
        schema);
  }

  /** Returns the number of rows that were left out, without their key or parent. */
  long copy() throws SQLException {
    addUnknownColumns();
    conditions.add("true");
    source.append(" FROM legacy." + table + " o");
    for (TableColumn column : columns("main")) {
      add(column);
    }
    StringJoiner order = new StringJoiner(", ").setEmptyValue("1");
    ORDER.stream()
        .filter(term -> legacyColumns.containsKey(term.split(" ")[0]))
        .forEach(order::add);
    // INSERT OR IGNORE would also make the statements in triggers ignore conflicts.
    sql.script(
        "INSERT INTO main."
            + table
            + " ("
            + names
            + ") SELECT * FROM (SELECT "
            + values
            + source
            + ") WHERE "
            + conditions
            + " ORDER BY "
            + order
            + " ON CONFLICT DO NOTHING");
    return sql.number(
        "SELECT count(*) FROM (SELECT " + values + source + ") WHERE NOT (" + conditions + ")");
  }

  private void addUnknownColumns() throws SQLException {
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    columns("main").forEach(column -> known.add(column.name()));
    for (TableColumn column : columns("legacy")) {
      if (!known.contains(column.name())) {
        sql.script(
            "ALTER TABLE main.%s ADD COLUMN %s %s"
                .formatted(table, Sql.quoted(column.name()), Sql.quoted(column.type())));
      }
    }
  }

  private void add(TableColumn column) {
    String name = Sql.quoted(column.name());
    String value = value(column.name());
    if (value == null && (!column.required() || column.fallback() != null)) {
      return; // the legacy table does not have it
    }
    String given = value == null ? "NULL" : value;
    names.add(name);
    values.add((column.required() ? required(column, given) : given) + " AS " + name);
  }

  /** A column's value in SQL; null if the legacy database lacks it or the table it refers to. */
  private @Nullable String value(String column) {
    String parent = parents.get(column);
    TableColumn legacy = legacyColumns.get(column);
    if (legacy == null || (parent != null && !tables.contains(parent))) {
      return null;
    }
    return parent == null ? converted(column, legacy.type()) : reference(column, parent);
  }

  /** Skips rows without their key or parent. Fills other columns with their default, or with ''. */
  private String required(TableColumn column, String value) {
    boolean irreplaceable =
        parents.containsKey(column.name()) || column.name().equals(KEYS.get(table));
    if (irreplaceable) {
      conditions.add(Sql.quoted(column.name()) + " IS NOT NULL");
      return value;
    }
    String fallback = column.fallback() == null ? "''" : column.fallback();
    return "coalesce(" + value + ", " + fallback + ")";
  }

  private static String converted(String column, String type) {
    String value = "o." + Sql.quoted(column);
    if (column.endsWith("_at")) {
      return TIME.formatted(value);
    }
    if (column.equals("sha256") || column.equals("hash_value")) {
      return "upper(" + value + ")";
    }
    return type.equals("BOOLEAN") ? FLAG.formatted(value) : value;
  }

  /** The id of the parent row that was copied. */
  private String reference(String column, String parent) {
    String key = KEYS.getOrDefault(parent, "id");
    source.append(
        " LEFT JOIN legacy.%2$s old_%1$s ON old_%1$s.id = o.%1$s LEFT JOIN main.%2$s new_%1$s ON new_%1$s.%3$s = old_%1$s.%3$s"
            .formatted(column, parent, key));
    return "new_" + column + ".id";
  }
}
