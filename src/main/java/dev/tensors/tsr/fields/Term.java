package dev.tensors.tsr.fields;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Database;
import dev.tensors.tsr.sqlite.Sql;
import dev.tensors.tsr.text.Counts;
import dev.tensors.tsr.text.Folding;
import dev.tensors.tsr.text.NearestWord;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition on rows, as a user writes it: {@code FIELD:VALUE}, or a text that a row has
 * somewhere.
 *
 * @param not whether rows must not match it
 * @param field the field; null: the state {@link #STATE}
 * @param values rows must match one of them
 */
public record Term(boolean not, @Nullable Field field, List<Value> values) {

  /** What a field is compared with. */
  public sealed interface Value {

    /** The condition that an SQL expression has this value. */
    Conditions of(String sql);

    /** A text that is a part of the field, or the whole of it. */
    record Text(String text, boolean whole) implements Value {
      @Override
      public Conditions of(String sql) {
        String has = whole ? folded(sql) + " = ?" : "instr(" + folded(sql) + ", ?)";
        return new Conditions().and(has, Folding.of(text));
      }
    }

    /**
     * Texts of which the field has one as a part: each row is read once for all of them.
     *
     * @param test an SQL function that tells whether a text has one of them
     * @param texts folded
     */
    record Parts(String test, List<String> texts) implements Value {
      @Override
      public Conditions of(String sql) {
        return new Conditions().and(test + "(" + sql + ") = '1'");
      }
    }

    /** The field is unknown or empty. */
    record None() implements Value {
      @Override
      public Conditions of(String sql) {
        return new Conditions().and("coalesce(" + sql + ", '') = ''");
      }
    }

    /** The field is known, and not empty. */
    record Any() implements Value {
      @Override
      public Conditions of(String sql) {
        return new Conditions().and("coalesce(" + sql + ", '') <> ''");
      }
    }

    /**
     * From one bound to another, which are compared as the field's SQL value.
     *
     * @param from included unless {@code isAfter}; null: from the least value
     * @param to included unless {@code isBefore}; null: up to the largest value
     */
    record Range(@Nullable Object from, boolean isAfter, @Nullable Object to, boolean isBefore)
        implements Value {
      @Override
      public Conditions of(String sql) {
        Conditions range = new Conditions();
        if (from != null) {
          range.and(sql + (isAfter ? " > ?" : " >= ?"), from);
        }
        if (to != null) {
          range.and(sql + (isBefore ? " < ?" : " <= ?"), to);
        }
        return range;
      }
    }
  }

  /** The field whose values are the words of a table's states. */
  static final String STATE = "is";

  /** The field that a text without a field is compared with. */
  static final String TEXT = "text";

  private static final String NOT = "not:";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z_0-9]*");

  /** So many texts are sought faster by a function for all of them than by SQL for each. */
  private static final int MANY_TEXTS = 5;

  /** The statement of a thousand values is longer than SQLite takes. */
  private static final int MOST_VALUES = 200;

  /** Says why a word is no term, and what to write instead. */
  public static final class Invalid extends Exception {
    private static final long serialVersionUID = 1;

    public Invalid(String message) {
      super(message);
    }
  }

  /**
   * Reads a term.
   *
   * @param now what ages such as 30d are counted from
   * @param home the folder that ~ stands for at the start of a path; null: for itself
   * @throws Invalid if it is empty, or its field or value is not one
   */
  public static Term of(String word, FieldTable table, Instant now, @Nullable Path home)
      throws Invalid {
    boolean not = false;
    int start = 0;
    for (; word.startsWith(NOT, start); start += NOT.length()) {
      not = !not;
    }
    Term term = positive(word.substring(start), table, now, home);
    return new Term(not, term.field, term.values);
  }

  /**
   * Reads terms.
   *
   * @param home the folder that ~ stands for at the start of a path; null: for itself
   * @throws Invalid if one is empty, or its field or value is not one
   */
  public static List<Term> ofAll(List<String> words, FieldTable table, @Nullable Path home)
      throws Invalid {
    List<Term> terms = new ArrayList<>();
    for (String word : words) {
      terms.add(of(word, table, Instant.now(), home));
    }
    return terms;
  }

  private static Term positive(String word, FieldTable table, Instant now, @Nullable Path home)
      throws Invalid {
    if (isEmpty(word)) {
      throw new Invalid("a term is empty; leave it out, or write what to look for");
    }
    int colon = word.indexOf(':');
    String name = colon < 0 ? "" : word.substring(0, colon);
    if (NAME.matcher(name).matches()) {
      Optional<Field> field = table.field(name);
      if (field.isPresent() || name.equals(STATE)) {
        return of(word, name, field.orElse(null), table, now, home);
      }
      refuseMisspelt(word, name, table);
    }
    Field text = table.field(TEXT).orElseThrow();
    return new Term(false, text, List.of(new Value.Text(word, false)));
  }

  /** What stands before the colon, where that may be a field; else empty. */
  public static String fieldName(String word) {
    int start = 0;
    while (word.startsWith(NOT, start)) {
      start += NOT.length();
    }
    int colon = word.indexOf(':', start);
    String name = colon < 0 ? "" : word.substring(start, colon);
    return NAME.matcher(name).matches() ? name : "";
  }

  /**
   * Checks that one query can ask for some terms.
   *
   * @throws Invalid if they have too many values together
   */
  public static void requireFew(List<Term> terms) throws Invalid {
    int values = terms.stream().mapToInt(term -> term.values.size()).sum();
    if (values > MOST_VALUES) {
      throw new Invalid(
          "the terms have %s together, and one query takes %d at most; ask in several"
              .formatted(Counts.of(values, "value", "values"), MOST_VALUES));
    }
  }

  /**
   * A term that a field has one of some texts.
   *
   * @param whole whether as its whole value
   */
  public static Term ofValues(FieldTable table, String field, List<String> texts, boolean whole) {
    return new Term(
        false,
        table.field(field).orElseThrow(),
        texts.stream().map(text -> (Value) new Value.Text(text, whole)).toList());
  }

  /** A term that a row is in a state. */
  public static Term ofState(String word) {
    return new Term(false, null, List.of(new Value.Text(word, true)));
  }

  /** A term that a row is not in a state. */
  public static Term ofNoState(String word) {
    return new Term(true, null, List.of(new Value.Text(word, true)));
  }

  /** Whether the term asks for a state, or for rows that are not in it. */
  public boolean isAboutState(String state) {
    return field == null
        && values.stream()
            .anyMatch(value -> value instanceof Value.Text text && text.text().equals(state));
  }

  /** Whether the term asks for rows in a state, and for no other. */
  public boolean isState(String state) {
    return !not && values.size() == 1 && isAboutState(state);
  }

  /** Whether the term compares a field. */
  public boolean isAbout(Field other) {
    return field != null && field.key().equals(other.key());
  }

  /** Whether a row can have the text anywhere. */
  public boolean isOfAnyText() {
    return field != null && field.key().equals(TEXT);
  }

  /** Whether each value is a part of a text. */
  public boolean isOfParts() {
    return values.stream()
        .allMatch(value -> value instanceof Value.Text(_, boolean whole) && !whole);
  }

  /** The texts that a field is compared with. */
  public List<String> texts() {
    return values.stream()
        .map(value -> value instanceof Value.Text(String text, _) ? text : "")
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Term of(
      String word,
      String name,
      @Nullable Field field,
      FieldTable table,
      Instant now,
      @Nullable Path home)
      throws Invalid {
    String value = word.substring(name.length() + 1);
    if (isEmpty(value)) {
      String compared = field == null ? null : TermValues.comparedExample(field.kind());
      throw new Invalid(
          "'%s' has no value after the colon; ".formatted(word)
              + (compared == null
                  ? "to find the text itself, write text:" + word
                  : "quote > and < for the shell, as in '%s%s'".formatted(word, compared)));
    }
    List<Value> any = new ArrayList<>();
    for (String part : parts(value)) {
      if (isEmpty(part)) {
        throw new Invalid("'%s' has an empty value; write \\, for a comma".formatted(word));
      }
      any.add(field == null ? state(part, table) : TermValues.of(name, field, part, now, home));
    }
    return new Term(false, field, any);
  }

  /** Whether a text has nothing that is compared: it would be a part of each text. */
  private static boolean isEmpty(String text) {
    return Folding.of(text).isBlank();
  }

  private static Value state(String word, FieldTable table) throws Invalid {
    if (table.states().isEmpty()) {
      throw new Invalid("is: asks nothing of " + table.rows() + "; leave it out");
    }
    if (!table.states().containsKey(word)) {
      throw new Invalid(
          table.rows()
              + " are never '"
              + word
              + "'"
              + NearestWord.instead(word, table.states().keySet().stream().sorted().toList()));
    }
    return new Value.Text(word, true);
  }

  /** The values between commas; a comma after a backslash belongs to its value. */
  private static List<String> parts(String values) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < values.length(); i++) {
      char next = values.charAt(i);
      if (next == '\\' && values.startsWith(",", i + 1)) {
        part.append(',');
        i++;
      } else if (next == ',') {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(next);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static void refuseMisspelt(String word, String name, FieldTable table) throws Invalid {
    List<String> names = table.names();
    names.add(STATE);
    Optional<String> field = NearestWord.of(name, names);
    if (field.isPresent()) {
      throw new Invalid(
          "%s: is no field; did you mean %s:? To find the text itself, write text:%s"
              .formatted(name, field.get(), word));
    }
  }

  /** SQL: whether a row matches. */
  public Conditions condition(Database database, Sql sql, FieldTable table) throws SQLException {
    List<Conditions> any = new ArrayList<>();
    for (Value value : joined(sql)) {
      any.add(condition(database, sql, table, value));
    }
    Conditions one = Conditions.anyOf(any);
    return not ? one.negated() : one;
  }

  /** The values; many texts are one. */
  private List<Value> joined(Sql sql) throws SQLException {
    List<Value> joined = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Text(String text, boolean whole) && !whole && joins(text)) {
        texts.add(Folding.of(text));
      } else {
        joined.add(value);
      }
    }
    if (texts.size() < MANY_TEXTS) {
      return values;
    }
    joined.add(new Value.Parts(sql.defineTest(hasOneOf(texts)), texts));
    return joined;
  }

  private boolean joins(String text) {
    if (field == null) {
      return false;
    }
    Field.Matching matching = field.matching();
    return matching == null || matching.joins(text);
  }

  private static Predicate<String> hasOneOf(List<String> texts) {
    Map<Character, List<String>> byBeginning = new HashMap<>();
    for (String text : texts) {
      byBeginning.computeIfAbsent(text.charAt(0), first -> new ArrayList<>()).add(text);
    }
    return value -> {
      String folded = Folding.of(value);
      for (int i = 0; i < folded.length(); i++) {
        for (String text : byBeginning.getOrDefault(folded.charAt(i), List.of())) {
          if (folded.startsWith(text, i)) {
            return true;
          }
        }
      }
      return false;
    };
  }

  private Conditions condition(Database database, Sql sql, FieldTable table, Value value)
      throws SQLException {
    if (field == null) {
      return Objects.requireNonNull(table.states().get(((Value.Text) value).text()))
          .of(database, sql);
    }
    Field.Matching matching = field.matching();
    return matching == null ? value.of(field.sql().getFirst()) : matching.of(database, sql, value);
  }

  /**
   * SQL: a text as {@link Folding} makes it. Most texts are ASCII, which SQLite folds itself in a
   * tenth of the time: they have as many bytes as characters.
   */
  public static String folded(String sql) {
    return sql.contains("(")
        ? "folded(" + sql + ")"
        : "CASE WHEN octet_length(%1$s) <> length(%1$s) THEN folded(%1$s) ELSE lower(%1$s) END"
            .formatted(sql);
  }
}
