package dev.tensors.tsr.catalog.search;

import dev.tensors.tsr.sqlite.Conditions;
import dev.tensors.tsr.sqlite.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Texts of one or two characters, one of which a model must have. The index has an entry for each
 * three characters in a row: such a text is the beginning of entries.
 *
 * @param column where it must be; null: anywhere
 */
record ShortTexts(String column, List<String> texts) {

  /** The entries of the index, a row for each place where one occurs. */
  static final String ENTRIES =
      """
      CREATE VIRTUAL TABLE IF NOT EXISTS temp.model_search_entries
      USING fts5vocab ('main', 'model_search', 'instance')
      """;

  private static final List<String> COLUMNS =
      List.of("name", "creator", "tags", "words", "versions", "files");

  /** Reading all texts takes less time than reading so many places in the index. */
  private static final int MANY_PLACES = 100_000;

  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  /** A part of a statement with the values of its question marks. */
  private record Part(String sql, List<Object> values) {}

  /** The conditions on a model m, for a statement that asks only few models. */
  static Conditions ofFew(List<ShortTexts> all) {
    return all.isEmpty()
        ? new Conditions()
        : inText("EXISTS (SELECT 1 FROM model_search_content t WHERE t.id = m.id AND %s)", all);
  }

  /** The conditions on a model m, for a statement that asks all models. */
  static Conditions ofAll(Sql sql, List<ShortTexts> all) throws SQLException {
    Conditions where = new Conditions();
    List<ShortTexts> common = new ArrayList<>();
    for (ShortTexts texts : all) {
      if (texts.isCommon(sql)) {
        common.add(texts);
      } else {
        Part models = texts.models();
        where.and("m.id IN (" + models.sql() + ")", models.values().toArray());
      }
    }
    return common.isEmpty()
        ? where
        : where.and(inText("m.id IN (SELECT t.id FROM model_search_content t WHERE %s)", common));
  }

  /** All in one reading of the texts. */
  private static Conditions inText(String condition, List<ShortTexts> all) {
    List<String> alternatives = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (ShortTexts texts : all) {
      Part text = texts.text();
      alternatives.add("(" + text.sql() + ")");
      values.addAll(text.values());
    }
    return new Conditions()
        .and(condition.formatted(String.join(" AND ", alternatives)), values.toArray());
  }

  private boolean isCommon(Sql sql) throws SQLException {
    Part places = places("");
    List<Object> values = new ArrayList<>(places.values());
    values.add(MANY_PLACES);
    return sql.number("SELECT count(*) FROM (" + places.sql() + " LIMIT ?)", values.toArray())
        == MANY_PLACES;
  }

  private Part models() {
    return places(column == null ? "" : " AND col = '" + column + "'");
  }

  /**
   * The models in which an entry begins so. With OR instead of UNION ALL SQLite would look up each
   * row that it finds once more, which this table can only do by reading all of them.
   */
  private Part places(String condition) {
    List<String> ranges = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (String spelling : spellings()) {
      ranges.add(
          "SELECT doc FROM temp.model_search_entries WHERE term >= ? AND term < ?" + condition);
      values.add(spelling);
      values.add(spelling + LAST);
    }
    return new Part(String.join(" UNION ALL ", ranges), values);
  }

  /**
   * Whether a row t has one of these. It is read where the index keeps the texts: through the index
   * itself that takes more than twice as long.
   */
  private Part text() {
    List<String> alternatives = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      if (column == null || column.equals(COLUMNS.get(i))) {
        for (String spelling : spellings()) {
          alternatives.add("t.c" + i + " LIKE ? ESCAPE '\\'");
          values.add("%" + spelling.replaceAll("[\\\\%_]", "\\\\$0") + "%");
        }
      }
    }
    return new Part(String.join(" OR ", alternatives), values);
  }

  private Set<String> spellings() {
    Set<String> spellings = new TreeSet<>();
    for (String text : texts) {
      Set<String> begun = Set.of("");
      for (int character : text.codePoints().toArray()) {
        Set<String> longer = new TreeSet<>();
        for (String start : begun) {
          cases(character).forEach(one -> longer.add(start + one));
        }
        begun = longer;
      }
      spellings.addAll(begun);
    }
    return spellings;
  }

  /** Of ASCII letters the index has the small ones, and LIKE does not tell them apart. */
  private static Set<String> cases(int character) {
    int upper = Character.toUpperCase(character);
    String lower = Character.toString(Character.toLowerCase(upper));
    return character < 0x80
        ? Set.of(lower)
        : new TreeSet<>(List.of(Character.toString(character), Character.toString(upper), lower));
  }
}
