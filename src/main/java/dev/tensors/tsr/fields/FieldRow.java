package dev.tensors.tsr.fields;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row with the fields that were asked for. */
public final class FieldRow {

  /** The places of the values, by the keys of their fields; rows of one query share it. */
  private final Map<String, Integer> places;

  final @Nullable Object[] values;

  FieldRow(Map<String, Integer> places, @Nullable Object[] values) {
    this.places = places;
    this.values = values;
  }

  static Map<String, Integer> places(List<Field> fields) {
    Map<String, Integer> places = HashMap.newHashMap(fields.size());
    for (int i = 0; i < fields.size(); i++) {
      places.put(fields.get(i).key(), i);
    }
    return places;
  }

  /**
   * A row that was not read from a table.
   *
   * @param fields the fields of the row
   * @param known the values of some of them; the others are unknown
   */
  public static FieldRow of(List<Field> fields, Map<Field, Object> known) {
    Map<String, Integer> places = places(fields);
    @Nullable Object[] values = fields.stream().map(Field::unknown).toArray();
    known.forEach((field, value) -> values[place(field, places)] = value);
    return new FieldRow(places, values);
  }

  /**
   * The value of a field: a String, Long, Double, Boolean or a List of texts; null if unknown.
   *
   * @throws IllegalArgumentException if the field was not asked for
   */
  public @Nullable Object get(Field field) {
    return values[place(field, places)];
  }

  private static int place(Field field, Map<String, Integer> places) {
    Integer place = places.get(field.key());
    if (place == null) {
      throw new IllegalArgumentException(field.key() + " was not asked for");
    }
    return place;
  }

  public @Nullable String text(Field field) {
    return (String) get(field);
  }

  /** The text of a field that is never unknown. */
  public String known(Field field) {
    return Objects.requireNonNull(text(field));
  }

  public @Nullable Long number(Field field) {
    return (Long) get(field);
  }

  /** The number of a field that is never unknown. */
  public long knownNumber(Field field) {
    return Objects.requireNonNull(number(field));
  }

  public boolean flag(Field field) {
    return Boolean.TRUE.equals(get(field));
  }

  @SuppressWarnings("unchecked") // the lists of fields have texts
  public List<String> list(Field field) {
    return (List<String>) Objects.requireNonNullElse(get(field), List.of());
  }
}
