package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object in CivitAI's answers, each added where it is declared, in the order in
 * which an answer is written. Reading is lenient: a value that is impossible is null.
 */
public final class WireFields {

  /**
   * One field.
   *
   * @param name in the answer
   * @param column the column of the catalogue that keeps it
   * @param reading its value in an object, as the column keeps it
   * @param typed the kept value in its type; null if another program stored one of another type
   * @param writing the kept value as an answer has it
   */
  public record WireField<T>(
      String name,
      String column,
      Function<JsonObject, @Nullable T> reading,
      Function<Object, @Nullable T> typed,
      Function<Object, JsonValue> writing) {

    /** The value among those of a row; null: not known. */
    public @Nullable T of(ColumnValues row) {
      Object value = row.get(column);
      return value == null ? null : typed.apply(value);
    }

    /** A row with nothing but this value. */
    public ColumnValues row(@Nullable T value) {
      return new ColumnValues().with(column, value);
    }
  }

  /** By their names; null for a part of an answer that is not in a column of its row. */
  private final Map<String, @Nullable WireField<?>> fields = new LinkedHashMap<>();

  /** The name of a part of an answer that other rows keep. */
  String part(String name) {
    fields.put(name, null);
    return name;
  }

  WireField<String> text(String name, String column) {
    return text(name, column, json -> json.text(name));
  }

  private WireField<String> text(
      String name, String column, Function<JsonObject, @Nullable String> reading) {
    return add(new WireField<>(name, column, reading, Object::toString, JsonFields::json));
  }

  /** A text that each row has; one that is empty is not known. */
  WireField<String> name(String name, String column) {
    return add(
        new WireField<>(
            name,
            column,
            json -> Objects.requireNonNullElse(json.text(name), ""),
            kept -> kept.equals("") ? null : kept.toString(),
            JsonFields::json));
  }

  /** A time in ISO 8601, UTC, in whole seconds. */
  WireField<String> time(String name, String column) {
    return text(name, column, json -> Timestamps.ofNullable(json.time(name)));
  }

  /** Any value, kept as JSON. */
  WireField<String> tree(String name, String column) {
    return add(
        new WireField<>(
            name,
            column,
            json -> json.written(name),
            Object::toString,
            value -> JsonFields.json(JsonDocument.value(value.toString()))));
  }

  /** A list of words, kept as a text with commas between them. */
  WireField<String> words(String name, String column, UnaryOperator<List<String>> reading) {
    return add(
        new WireField<>(
            name,
            column,
            json -> String.join(", ", reading.apply(json.texts(name))),
            Object::toString,
            value ->
                JsonFields.json(
                    Stream.of(value.toString().split(", ")).filter(s -> !s.isEmpty()).toList())));
  }

  WireField<Long> number(String name, String column) {
    return number(name, column, json -> json.number(name));
  }

  WireField<Long> number(String name, String column, Function<JsonObject, @Nullable Long> reading) {
    return add(
        new WireField<>(
            name,
            column,
            reading,
            value -> value instanceof Number number ? number.longValue() : null,
            JsonFields::json));
  }

  WireField<Double> fraction(String name, String column) {
    return add(
        new WireField<>(
            name,
            column,
            json -> json.fraction(name),
            value -> value instanceof Number number ? number.doubleValue() : null,
            JsonFields::json));
  }

  WireField<Boolean> truth(String name, String column) {
    return truth(name, column, json -> json.truth(name));
  }

  /** A boolean, kept as 1 or 0. */
  WireField<Boolean> truth(
      String name, String column, Function<JsonObject, @Nullable Boolean> reading) {
    return add(
        new WireField<>(
            name, column, reading, WireFields::truth, value -> JsonFields.json(truth(value))));
  }

  private static @Nullable Boolean truth(Object kept) {
    return kept instanceof Number number ? number.longValue() != 0 : null;
  }

  private <T> WireField<T> add(WireField<T> field) {
    fields.put(field.name(), field);
    return field;
  }

  private Stream<WireField<?>> kept() {
    return fields.values().stream().filter(Objects::nonNull);
  }

  /** The columns that keep the fields. */
  public List<String> columns() {
    return kept().<String>map(WireField::column).toList();
  }

  /** Reads the fields of an object into a row. */
  ColumnValues read(JsonObject json) {
    ColumnValues row = new ColumnValues();
    kept().forEach(field -> row.with(field.column(), field.reading().apply(json)));
    return row;
  }

  /**
   * Writes the fields of a row as an object.
   *
   * @param parts what other rows keep, in any order; those that are not there are left out
   */
  JsonObject write(ColumnValues row, JsonFields parts) {
    JsonObject others = parts.object();
    JsonFields json = new JsonFields();
    fields.forEach(
        (name, field) -> {
          if (field != null) {
            Object value = row.get(field.column());
            json.with(name, value == null ? null : field.writing().apply(value));
          } else {
            json.withKnown(name, others.get(name));
          }
        });
    return json.object();
  }

  /** Writes those fields of a row that are known; null: none is. */
  @Nullable JsonObject writeKnown(ColumnValues row) {
    JsonFields json = new JsonFields();
    kept().forEach(field -> json.withKnown(field.name(), row.get(field.column())));
    JsonObject known = json.object();
    return known.values().isEmpty() ? null : known;
  }
}
