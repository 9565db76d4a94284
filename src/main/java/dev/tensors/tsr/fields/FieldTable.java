package dev.tensors.tsr.fields;

import dev.tensors.tsr.output.Column;
import dev.tensors.tsr.output.Json.RawJson;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.NearestWord;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * All that can be known of the rows of a table.
 *
 * @param rows what a row is, in the plural
 * @param from SQL: the table and its alias
 * @param id SQL: the id of a row
 * @param joins SQL by aliases: other tables, of which each query joins only those that it names
 *     (anywhere: a subquery needs aliases of its own); a later one may name an earlier one
 * @param preparations what is done before a query that has a piece of SQL, such as {@code alias.}
 *     or {@code function(}
 * @param last SQL: the order of rows that are equal otherwise
 * @param fields each field once, in the order of the JSON's keys
 * @param states by words: what {@code is:WORD} asks
 */
public record FieldTable(
    String rows,
    String from,
    String id,
    Map<String, Supplier<String>> joins,
    Map<String, Preparation> preparations,
    String last,
    List<Field> fields,
    Map<String, State> states) {

  /** Of a joined field: SQLite's functions take 127 arguments, and a member is two. */
  private static final int MOST_MEMBERS = 63;

  /** Fills a temporary table before a query that joins it, or defines a function. */
  @FunctionalInterface
  public interface Preparation {
    void of(Database database, Sql sql) throws SQLException;
  }

  /** Makes the condition that a row is in a state. */
  @FunctionalInterface
  public interface State {
    Conditions of(Database database, Sql sql) throws SQLException;
  }

  /** A table of which nothing can be asked: each query reads all of its joins. */
  public static FieldTable of(String rows, String from, String last, List<Field> fields) {
    return new FieldTable(rows, from, last, Map.of(), Map.of(), last, fields, Map.of());
  }

  /** The fields that are keys of the JSON. */
  public List<Field> listed() {
    return fields.stream().filter(Field::isListed).toList();
  }

  /** The field with this key or name. */
  public Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.isCalled(name)).findFirst();
  }

  /** All words by which a field can be called, each field's key first. */
  public List<String> names() {
    return names(fields);
  }

  private static List<String> names(List<Field> fields) {
    List<String> names = new ArrayList<>();
    fields.forEach(field -> names.add(field.key()));
    fields.forEach(field -> names.addAll(field.names()));
    return names;
  }

  /**
   * The fields with these keys or names.
   *
   * @throws Term.Invalid if a word is no field, or one that is named before
   */
  public List<Field> fields(List<String> words) throws Term.Invalid {
    List<Field> found = new ArrayList<>();
    for (String word : words) {
      Field field = field(word).orElse(null);
      if (field == null) {
        List<String> keys = listed().stream().map(Field::key).toList();
        throw new Term.Invalid(
            rows + " have no field '" + word + "'" + NearestWord.instead(word, names(), keys));
      }
      if (found.contains(field)) {
        throw new Term.Invalid(
            "'%s' names %s again; name each key once".formatted(word, field.key()));
      }
      found.add(field);
    }
    return found;
  }

  /**
   * The field by which a word says to sort.
   *
   * @throws Term.Invalid if it is no field, or has no order
   */
  public Field sortField(String word) throws Term.Invalid {
    Field field = field(word.toLowerCase(Locale.ROOT)).filter(Field::isSortable).orElse(null);
    if (field == null) {
      List<String> names = names(fields.stream().filter(Field::isSortable).toList());
      throw new Term.Invalid(
          rows
              + " cannot be sorted by '"
              + word
              + "'"
              + NearestWord.instead(word, names, sortKeys()));
    }
    return field;
  }

  /** What rows can be sorted by, in alphabetical order. */
  public List<String> sortKeys() {
    return fields.stream().filter(Field::isSortable).map(Field::termName).sorted().toList();
  }

  /** The fields that tables and TSV show. */
  public List<Field> shown(Predicate<Field> isShown) {
    return fields.stream()
        .filter(field -> !field.heading().isEmpty() && isShown.test(field))
        .toList();
  }

  /** The fields with the values that tables show to people. */
  public static List<Field> forPeople(List<Field> fields) {
    return fields.stream()
        .map(
            field -> {
              Field inTable = field.inTable();
              return inTable == null ? field : inTable.headed(field.heading());
            })
        .toList();
  }

  /**
   * The fields to read where rows are only written as JSON. Each run of fields whose values SQL
   * gives is one field without a key, whose value is their part of the object: to read and write
   * each value alone takes half of the time of a list of some hundred files.
   */
  public static List<Field> joined(List<Field> fields) {
    List<Field> joined = new ArrayList<>();
    List<String> members = new ArrayList<>();
    for (Field field : fields) {
      String json = field.json();
      if (json == null || members.size() == MOST_MEMBERS) {
        addMembers(members, joined);
      }
      if (json == null) {
        joined.add(field);
      } else {
        members.add((members.isEmpty() ? "'\"" : "',\"") + field.key() + "\":', " + json);
      }
    }
    addMembers(members, joined);
    return joined;
  }

  private static void addMembers(List<String> members, List<Field> joined) {
    if (!members.isEmpty()) {
      joined.add(Field.text("", "concat(" + String.join(", ", members) + ")"));
      members.clear();
    }
  }

  /** The columns of rows with some fields, or {@link #joined} ones, in their order. */
  public static List<Column<FieldRow>> columns(List<Field> fields, Predicate<Field> isShown) {
    List<Column<FieldRow>> columns = new ArrayList<>(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      int place = i; // looked up here, and not again for each row
      Field field = fields.get(i);
      columns.add(
          field.key().isEmpty()
              ? Column.members(row -> (RawJson) Objects.requireNonNull(row.values[place]))
              : Column.of(
                  field.key(),
                  isShown.test(field) ? field.heading() : "",
                  field.kind().shown(),
                  row -> row.values[place]));
    }
    return columns;
  }

  /** SQL: the table, and the joins that some SQL needs. */
  public String tables(String sql) {
    LinkedHashMap<String, String> needed = new LinkedHashMap<>();
    List<String> aliases = new ArrayList<>(joins.keySet());
    String named = sql;
    for (String alias : aliases.reversed()) {
      if (has(alias + ".", named)) {
        String join = Objects.requireNonNull(joins.get(alias)).get();
        needed.putFirst(alias, join);
        named = named + join;
      }
    }
    return "FROM " + from + "\n" + String.join("\n", needed.values()) + "\n";
  }

  /** Computes the words of the {@link #states} that hold of rows, from their ids. */
  public Field.Values stateWords(Database database, Sql sql) throws SQLException {
    List<String> words = List.copyOf(states.keySet());
    StringBuilder columns = new StringBuilder(id);
    Conditions all = new Conditions();
    for (State state : states.values()) {
      Conditions holds = state.of(database, sql);
      columns.append(",\n").append("(").append(holds.joined()).append(") IS TRUE");
      all.and(holds);
    }
    String query =
        "SELECT %s\n%sWHERE %s IN (SELECT value FROM json_each(?))"
            .formatted(columns, tables(columns.toString()), id);
    prepare(database, sql, query);
    return rows -> {
      Map<Object, List<String>> ofRows = new HashMap<>();
      sql.forEach(
          query,
          row -> {
            List<String> holding = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
              if (row.getBoolean(i + 2)) {
                holding.add(words.get(i));
              }
            }
            ofRows.put(row.getLong(1), holding);
          },
          all.values(Sql.array(rows.stream().map(row -> row[0]).toList())));
      return rows.stream().map(row -> ofRows.get(row[0])).toList();
    };
  }

  void prepare(Database database, Sql sql, String statement) throws SQLException {
    for (Map.Entry<String, Preparation> entry : preparations.entrySet()) {
      if (has(entry.getKey(), statement)) {
        entry.getValue().of(database, sql);
      }
    }
  }

  /** Whether SQL has a name and what follows it, and not as the end of another name. */
  private static boolean has(String name, String sql) {
    int at = sql.indexOf(name);
    while (at > 0 && Character.isJavaIdentifierPart(sql.charAt(at - 1))) {
      at = sql.indexOf(name, at + 1);
    }
    return at >= 0;
  }
}
