package dev.tensors.tsr.fields;

import dev.tensors.tsr.output.ValueKind;
import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be known of a row: where it comes from, how a table shows it, and how terms
 * and sorting compare it.
 *
 * @param key the name in JSON, snake_case
 * @param names what a term may call it, too
 * @param heading the name in tables; empty: no table shows it
 * @param kind what its values are
 * @param words all that values can have of {@link Kind#WORDS}, or that texts can be; empty: any
 *     text
 * @param sql the SQL of its value, or of what its value is made of
 * @param computation makes the values of some rows from that; null: the value is what SQL gives
 * @param matching how terms compare it; null: by its SQL, as its kind is compared
 * @param order SQL: what rows are sorted by; null: its SQL
 * @param inTable the field whose values tables show in its place; null: its own
 * @param isListed whether it is a key of the JSON; otherwise it serves terms and sorting only
 */
public record Field(
    String key,
    Set<String> names,
    String heading,
    Kind kind,
    List<String> words,
    List<String> sql,
    @Nullable Computation computation,
    @Nullable Matching matching,
    @Nullable String order,
    @Nullable Field inTable,
    boolean isListed) {

  /**
   * Whether the other one is this one: each field is made once, and it takes milliseconds of a
   * start to load what compares all components.
   */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /** What values are, which decides how they are read, shown, compared and sorted. */
  public enum Kind {
    TEXT(ValueKind.TEXT),
    PATH(ValueKind.PATH),
    /** A whole number. */
    NUMBER(ValueKind.NUMBER),
    /** A whole number that is a name. */
    ID(ValueKind.ID),
    /** A number with a fraction. */
    REAL(ValueKind.NUMBER),
    BYTES(ValueKind.BYTES),
    /** A time in ISO 8601, UTC. */
    DAY(ValueKind.TIME),
    LIST(ValueKind.LIST),
    /** A list that has only words of a few, and may be unknown. */
    WORDS(ValueKind.LIST),
    FLAG(ValueKind.TEXT);

    private final ValueKind shown;

    Kind(ValueKind shown) {
      this.shown = shown;
    }

    public ValueKind shown() {
      return shown;
    }

    /** Whether values have an order in which the largest or the latest comes first. */
    boolean isLargestFirst() {
      return this == NUMBER
          || this == ID
          || this == REAL
          || this == BYTES
          || this == DAY
          || this == FLAG;
    }
  }

  /** Makes what computes the values in one query. */
  @FunctionalInterface
  public interface Computation {
    Values in(Database database, Sql sql) throws SQLException;
  }

  /** Computes the values of some rows at a time. */
  @FunctionalInterface
  public interface Values {

    /**
     * Computes the values.
     *
     * @param rows what the field's SQL gave for each row: numbers are Long, texts String
     * @return a value for each row
     */
    List<? extends @Nullable Object> of(List<@Nullable Object[]> rows) throws SQLException;
  }

  /** Makes the condition that a row has a value. */
  @FunctionalInterface
  public interface Matching {
    Conditions of(Database database, Sql sql, Term.Value value) throws SQLException;

    /** Whether a text that is a part of the value can be sought together with others. */
    default boolean joins(String text) {
      return false;
    }
  }

  private static Field of(String key, Kind kind, String... sql) {
    return computed(key, kind, null, sql);
  }

  public static Field text(String key, String sql) {
    return of(key, Kind.TEXT, sql);
  }

  public static Field path(String key, String sql) {
    return of(key, Kind.PATH, sql);
  }

  public static Field number(String key, String sql) {
    return of(key, Kind.NUMBER, sql);
  }

  public static Field id(String key, String sql) {
    return of(key, Kind.ID, sql);
  }

  public static Field real(String key, String sql) {
    return of(key, Kind.REAL, sql);
  }

  public static Field bytes(String key, String sql) {
    return of(key, Kind.BYTES, sql);
  }

  public static Field day(String key, String sql) {
    return of(key, Kind.DAY, sql);
  }

  public static Field flag(String key, String sql) {
    return of(key, Kind.FLAG, sql);
  }

  /**
   * A list of texts.
   *
   * @param sql a JSON array of {@linkplain #jsonString strings}, never null
   */
  public static Field list(String key, String sql) {
    return of(key, Kind.LIST, sql);
  }

  /**
   * A list of words, of which there are a few.
   *
   * @param sql a JSON array of {@linkplain #jsonString strings}, or null
   */
  public static Field words(String key, Collection<String> words, String sql) {
    return of(key, Kind.WORDS, sql).ofWords(words);
  }

  /**
   * A field whose values are made from several expressions.
   *
   * @param computation null: the value is what the one expression gives
   */
  public static Field computed(
      String key, Kind kind, @Nullable Computation computation, String... sql) {
    return new Field(
        key, Set.of(), "", kind, List.of(), List.of(sql), computation, null, null, null, true);
  }

  /** A copy that tables show. */
  public Field headed(String heading) {
    return new Field(
        key, names, heading, kind, words, sql, computation, matching, order, inTable, isListed);
  }

  /** A copy that terms may call by other names, too. */
  public Field called(String... names) {
    return new Field(
        key,
        Set.of(names),
        heading,
        kind,
        words,
        sql,
        computation,
        matching,
        order,
        inTable,
        isListed);
  }

  /** A copy whose values have only these words. */
  public Field ofWords(Collection<String> words) {
    return new Field(
        key,
        names,
        heading,
        kind,
        List.copyOf(words),
        sql,
        computation,
        matching,
        order,
        inTable,
        isListed);
  }

  /** A copy that terms compare in another way. */
  public Field matching(Matching matching) {
    return new Field(
        key, names, heading, kind, words, sql, computation, matching, order, inTable, isListed);
  }

  /** A copy that is no key of the JSON. */
  public Field unlisted() {
    return new Field(
        key, names, heading, kind, words, sql, computation, matching, order, inTable, false);
  }

  boolean isCalled(String name) {
    return key.equals(name) || names.contains(name);
  }

  /** What a row has where nothing is known. */
  public @Nullable Object unknown() {
    return switch (kind) {
      case LIST -> List.of();
      case FLAG -> false;
      case TEXT, PATH, NUMBER, ID, REAL, BYTES, DAY, WORDS -> null;
    };
  }

  /** A copy in whose place tables show the values of another field, under its own heading. */
  public Field inTable(Field other) {
    return new Field(
        key, names, heading, kind, words, sql, computation, matching, order, other, isListed);
  }

  /** A copy by which rows are sorted as by another value. */
  public Field sortedBy(String order) {
    return new Field(
        key, names, heading, kind, words, sql, computation, matching, order, inTable, isListed);
  }

  /** Whether rows can be sorted by it. */
  public boolean isSortable() {
    return order != null || computation == null;
  }

  /** SQL: the order of rows by this field, unknown ones last. */
  String ordering(boolean reversed) {
    String value = order == null ? sql.getFirst() : order;
    return "(%1$s) IS NULL, %1$s%2$s%3$s"
        .formatted(
            value,
            kind.isLargestFirst() || kind == Kind.PATH ? "" : " COLLATE NOCASE",
            kind.isLargestFirst() == reversed ? "" : " DESC");
  }

  /**
   * SQL: the value as JSON, in which hidden characters are still to be escaped.
   *
   * @return null if SQL alone does not give it: it is computed, or a fraction, which SQLite writes
   *     in another form
   */
  @Nullable String json() {
    if (computation != null) {
      return null;
    }
    String value = sql.getFirst();
    return switch (kind) {
      case TEXT, PATH, DAY -> "json_quote(CAST(" + value + " AS TEXT))"; // null gives 'null'
      case NUMBER, ID, BYTES -> "coalesce(CAST(" + value + " AS INTEGER), 'null')";
      case FLAG -> "iif(CAST(" + value + " AS INTEGER), 'true', 'false')";
      case LIST -> value;
      case WORDS -> "coalesce(" + value + ", 'null')";
      case REAL -> null;
    };
  }

  /**
   * SQL: a text as a JSON string, in which hidden characters are still to be escaped; null for
   * null.
   */
  public static String jsonString(String sql) {
    // No format, which takes milliseconds for all fields at each start.
    return "'\"' || replace(replace(" + sql + ", '\\', '\\\\'), '\"', '\\\"') || '\"'";
  }

  /** The name in tables, also of a field that they show only where it is asked for. */
  public Field withHeading() {
    return withHeading(key);
  }

  /** A copy that tables show under the name by which terms and --sort call it. */
  public Field headedAsTerm() {
    return withHeading(termName());
  }

  private Field withHeading(String name) {
    return heading.isEmpty() ? headed(name.replace('_', ' ').toUpperCase(Locale.ROOT)) : this;
  }

  /** A short name, where it has one. */
  String termName() {
    return names.stream().sorted().findFirst().orElse(key);
  }
}
