package dev.tensors.tsr.fields;

import dev.tensors.tsr.output.Json.RawJson;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.sqlite.TextReader;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.JsonString;
import dev.tensors.tsr.text.SaturatingMath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads fields of the rows that some terms select, and nothing else. */
public final class FieldQuery {

  private static final int BATCH = 100;

  /** Rows whose texts have more characters together are passed on at once. */
  private static final int MANY_CHARACTERS = 1_000_000;

  /** Where so many rows in the table's order do not have enough, all are gone through. */
  private static final int FIRST = 2_000;

  private final FieldTable table;
  private final List<Field> fields;
  private final List<Term> terms = new ArrayList<>();
  private final Conditions where = new Conditions();
  private @Nullable Field sort;
  private boolean reversed;
  private boolean isById;
  private int limit = Integer.MAX_VALUE;
  private boolean isTotalled;
  private @Nullable Field summed;

  /**
   * @param fields what to read of each row
   */
  public FieldQuery(FieldTable table, List<Field> fields) {
    this.table = table;
    this.fields = fields;
  }

  /** Rows must match all of the terms. */
  public FieldQuery where(List<Term> terms) {
    this.terms.addAll(terms);
    return this;
  }

  /** Rows must match the conditions, which name the aliases of the table. */
  public FieldQuery where(Conditions conditions) {
    where.and(conditions);
    return this;
  }

  /**
   * Sorts the rows by a field: numbers and days from the largest, texts from A; unknown ones last.
   *
   * @param field {@linkplain Field#isSortable one that rows can be sorted by}
   */
  public FieldQuery sortedBy(Field field, boolean reversed) {
    this.sort = field;
    this.reversed = reversed;
    return this;
  }

  /**
   * Reads the rows in the order of their ids, in which they lie in the table: of very many it takes
   * a seventh of the time of any other order.
   */
  public FieldQuery byId() {
    this.isById = true;
    return this;
  }

  /**
   * Reads no more rows than this.
   *
   * @param limit Integer.MAX_VALUE: all
   */
  public FieldQuery limit(int limit) {
    this.limit = limit;
    return this;
  }

  /**
   * Counts all rows that match, also those that the limit leaves out.
   *
   * @param summed the numbers that are added up, too
   */
  public FieldQuery totalling(Field summed) {
    this.isTotalled = true;
    this.summed = summed;
    return this;
  }

  /**
   * How many rows there are.
   *
   * @param rows all that match; where they are not {@linkplain #totalling counted}, at most the
   *     limit
   * @param sum what they have together
   */
  public record Totals(long rows, long sum) {}

  /** Passes the rows to the consumer, some at a time. */
  public Totals each(Database database, Consumer<List<FieldRow>> consumer) {
    return database.snapshot(sql -> each(database, sql, consumer));
  }

  private Totals each(Database database, Sql sql, Consumer<List<FieldRow>> consumer)
      throws SQLException {
    Conditions matching = new Conditions().and(where);
    List<Conditions> asked = new ArrayList<>();
    for (Term term : terms) {
      asked.add(term.condition(database, sql, table));
    }
    asked.forEach(matching::and);
    if (limit == 0) {
      return totals(database, sql, matching);
    }
    Found found = limit == Integer.MAX_VALUE ? null : find(database, sql, asked, matching);
    Conditions rows = found == null ? matching : found.rows();
    String columns = columns();
    String order = order();
    String select = "SELECT %s\n".formatted(columns);
    String statement =
        found == null
            ? select + unlimited(columns, rows.sql(), order)
            : select
                + table.tables(columns + order)
                + "WHERE %1$s IN (SELECT %1$s %2$s%3$s%4$s LIMIT %5$d)%4$s"
                    .formatted(table.id(), table.tables(order), rows.sql(), order, limit);
    prepare(database, sql, statement);
    Reader reader = new Reader(database, sql, consumer);
    long read = sql.forEach(statement, reader::add, rows.values());
    reader.flush();
    return found == null || found.all() == null ? new Totals(read, reader.sum) : found.all();
  }

  private void prepare(Database database, Sql sql, String statement) throws SQLException {
    table.prepare(database, sql, statement);
    if (statement.contains("folded(")) {
      sql.define("folded", Folding::of);
    }
  }

  /**
   * Rows among which those within the limit are.
   *
   * @param ids as a JSON array
   * @param all how many match, whatever the limit; null: they were not counted
   */
  private record Found(String id, String ids, @Nullable Totals all) {

    Conditions rows() {
      return new Conditions().and(id + " IN (SELECT value FROM json_each(?))", ids);
    }
  }

  /**
   * Finds the rows within the limit, and counts all that match.
   *
   * <p>In the table's own order they are among its first rows where many match: SQLite would not
   * know, and find all by an index. Where few do, all rows are gone through once for both, in the
   * order in which they lie in the file; so they are where the conditions have queries of their
   * own, which take long, also for few rows where they ask for a set of ids: unless nothing is
   * counted, and many may match.
   */
  private Found find(Database database, Sql sql, List<Conditions> asked, Conditions matching)
      throws SQLException {
    Object end = isInOrderOfTable() ? endOfFirst(sql) : null;
    String isFirst = end == null ? "0" : table.last() + (reversed ? " >= ?" : " <= ?");
    Object[] ends = end == null ? new Object[0] : new Object[] {end};
    boolean isCheap = !matching.joined().contains("SELECT");
    if (end == null ? isCheap && !isInOrderOfTable() : isCheap || !isTotalled) {
      Conditions sought = matching;
      if (end != null) {
        sought = new Conditions().and(isFirst, ends).and(where);
        for (Conditions one : asked) {
          sought.and(one.unindexed());
        }
      }
      List<Object> ids = first(database, sql, sought);
      if (end == null || ids.size() == limit) {
        return new Found(
            table.id(), Sql.array(ids), isTotalled ? totals(database, sql, matching) : null);
      }
    }
    String columns =
        """
        SELECT count(*), CAST(total(%1$s) AS INTEGER), json_group_array(%2$s),
          count(*) FILTER (WHERE %3$s), json_group_array(%2$s) FILTER (WHERE %3$s)
        """
            .formatted(summed(), table.id(), isFirst);
    String statement = columns + table.tables(columns + matching.sql()) + matching.sql();
    prepare(database, sql, statement);
    return sql.first(
            statement,
            row ->
                new Found(
                    table.id(),
                    row.getString(row.getLong(4) < limit ? 3 : 5),
                    isTotalled ? new Totals(row.getLong(1), row.getLong(2)) : null),
            Stream.of(ends, ends, matching.values()).flatMap(Arrays::stream).toArray())
        .orElseThrow();
  }

  /** The last of the first rows in the table's order; null: there are not so many. */
  private @Nullable Object endOfFirst(Sql sql) throws SQLException {
    return sql.first(
            "SELECT %s FROM %s%s LIMIT 1 OFFSET %d"
                .formatted(table.last(), table.from(), order(), FIRST + 2L * limit),
            row -> row.getObject(1))
        .orElse(null);
  }

  /** The ids of those rows that match, up to the limit. */
  private List<Object> first(Database database, Sql sql, Conditions matching) throws SQLException {
    String statement =
        "SELECT %s %s%s%s LIMIT %d"
            .formatted(
                table.id(), table.tables(matching.sql() + order()), matching.sql(), order(), limit);
    prepare(database, sql, statement);
    return sql.list(statement, row -> row.getObject(1), matching.values());
  }

  private Totals totals(Database database, Sql sql, Conditions matching) throws SQLException {
    String summed = summed();
    String statement =
        "SELECT count(*), CAST(total(%s) AS INTEGER)\n%s%s"
            .formatted(summed, table.tables(summed + matching.sql()), matching.sql());
    prepare(database, sql, statement);
    return sql.first(
            statement, row -> new Totals(row.getLong(1), row.getLong(2)), matching.values())
        .orElseThrow();
  }

  /** SQL: the numbers that are added up. */
  private String summed() {
    return summed == null ? "0" : summed.sql().getFirst();
  }

  private String unlimited(String columns, String matching, String order) {
    return isSelectedById(matching)
        // The sign: the rows are read in their order. The limit: SQLite keeps the order of the ids.
        ? table.tables(columns + order)
            + "WHERE +%1$s IN (SELECT %1$s %2$s%3$s ORDER BY %1$s LIMIT -1)%4$s"
                .formatted(table.id(), table.tables(matching), matching, order)
        : table.tables(columns + matching + order) + matching + order;
  }

  /**
   * Whether rows are first selected in the order of their ids, in which they lie in the table: if
   * they are to be in another order of the table, and conditions read other tables, too.
   */
  private boolean isSelectedById(String matching) {
    return !isById
        && isInOrderOfTable()
        && !table.id().equals(table.last())
        && (matching.contains("SELECT") || !table.tables(matching).equals(table.tables("")));
  }

  /** The number of all rows that match. */
  public long count(Database database) {
    return limit(0).each(database, rows -> {}).rows();
  }

  private String columns() {
    List<String> columns = new ArrayList<>();
    fields.forEach(field -> columns.addAll(field.sql()));
    if (summed != null) {
      columns.add(summed.sql().getFirst());
    }
    return columns.isEmpty() ? "1" : String.join(",\n", columns);
  }

  /** Sorting by what comes last alone lets SQLite read the rows in the order of its index. */
  private String order() {
    if (isById) {
      return " ORDER BY " + table.id();
    }
    return " ORDER BY "
        + (sort == null || isInOrderOfTable()
            ? table.last() + (reversed ? " DESC" : "")
            // The sign keeps SQLite from reading all rows in the order of the last index first.
            : sort.ordering(reversed) + ", +" + table.last());
  }

  private boolean isInOrderOfTable() {
    return sort == null || sort.sql().equals(List.of(table.last()));
  }

  /** Reads rows, and computes the values of some at a time. */
  private final class Reader {

    private final TextReader texts;
    private final Consumer<List<FieldRow>> consumer;
    private final Map<String, Integer> places = FieldRow.places(fields);
    private final Field.@Nullable Values[] computed = new Field.Values[fields.size()];
    private List<FieldRow> read = new ArrayList<>(BATCH);
    private int characters;
    private long sum;

    Reader(Database database, Sql sql, Consumer<List<FieldRow>> consumer) throws SQLException {
      this.texts = new TextReader(sql);
      this.consumer = consumer;
      for (int i = 0; i < computed.length; i++) {
        Field.Computation computation = fields.get(i).computation();
        computed[i] = computation == null ? null : computation.in(database, sql);
      }
    }

    /** Reads columns by number: the driver would look up their names again in each row. */
    void add(ResultSet row) throws SQLException {
      @Nullable Object[] values = new Object[fields.size()];
      int column = 1;
      for (int i = 0; i < values.length; i++) {
        Field field = fields.get(i);
        if (field.computation() == null) {
          values[i] = value(row, column++, field);
        } else {
          @Nullable Object[] inputs = new Object[field.sql().size()];
          for (int input = 0; input < inputs.length; input++) {
            inputs[input] = input(row, column++);
          }
          values[i] = inputs;
        }
      }
      sum = summed == null ? 0 : SaturatingMath.sum(sum, row.getLong(column));
      read.add(new FieldRow(places, values));
      if (read.size() == BATCH || characters > MANY_CHARACTERS) {
        flush();
      }
    }

    private @Nullable Object value(ResultSet row, int column, Field field) throws SQLException {
      if (field.key().isEmpty()) {
        String members = texts.json(row, column);
        counted(members);
        return new RawJson(members);
      }
      return switch (field.kind()) {
        case TEXT, PATH, DAY -> counted(texts.nullableText(row, column));
        case NUMBER, ID, BYTES -> Sql.nullableLong(row, column);
        case REAL -> {
          double value = row.getDouble(column);
          yield row.wasNull() ? null : value;
        }
        case FLAG -> row.getBoolean(column);
        case LIST, WORDS -> {
          String array = counted(texts.nullableText(row, column));
          yield array == null ? null : JsonString.array(array);
        }
      };
    }

    private @Nullable Object input(ResultSet row, int column) throws SQLException {
      Object value = row.getObject(column);
      // No pattern switch, whose bootstrap takes longer than reading a hundred rows.
      if (value instanceof Number number) {
        return number.longValue();
      }
      return value == null
          ? null
          : counted(value instanceof String text ? text : row.getString(column));
    }

    private @Nullable String counted(@Nullable String text) {
      characters += text == null ? 0 : text.length();
      return text;
    }

    void flush() throws SQLException {
      for (int i = 0; i < computed.length; i++) {
        Field.Values values = computed[i];
        if (values != null && !read.isEmpty()) {
          int place = i;
          List<@Nullable Object[]> rows = new ArrayList<>(read.size());
          read.forEach(row -> rows.add((Object[]) Objects.requireNonNull(row.values[place])));
          List<? extends @Nullable Object> made = values.of(rows);
          for (int row = 0; row < made.size(); row++) {
            read.get(row).values[place] = made.get(row);
          }
        }
      }
      consumer.accept(read);
      read = new ArrayList<>(BATCH);
      characters = 0;
    }
  }
}
