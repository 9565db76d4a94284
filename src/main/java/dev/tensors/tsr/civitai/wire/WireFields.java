package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonDocument;
import dev.tensors.tsr.json.JsonFields;
import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.model.Timestamps;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
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
   */
  public record WireField<T>(String name, String column, Kind<T> kind) {

    private @Nullable Object read(JsonObject json) {
      return kind.reading.apply(json, name);
    }

    /** The value among those of a row; null: not known. */
    public @Nullable T of(ColumnValues row) {
      Object kept = row.get(column);
      return kept == null ? null : kind.typed.apply(kept);
    }

    /** A row with nothing but this value. */
    public ColumnValues row(@Nullable T value) {
      return new ColumnValues().with(column, value);
    }

    private @Nullable Object written(ColumnValues row) {
      Object kept = row.get(column);
      return kept == null ? null : kind.written.apply(kept);
    }
  }

  /**
   * What the values of a field are.
   *
   * @param reading a value of an answer, by its object and its name, as a column keeps it
   * @param typed a kept value in its type; null if another program stored one of another type
   * @param written a kept value as an answer has it
   */
  record Kind<T>(
      BiFunction<JsonObject, String, @Nullable T> reading,
      Function<Object, @Nullable T> typed,
      Function<Object, @Nullable Object> written) {

    static final Kind<String> TEXT = text(JsonObject::text);

    /** A text that each row has; one that is empty is not known. */
    static final Kind<String> NAME =
        new Kind<>(
            (json, name) -> Objects.requireNonNullElse(json.text(name), ""),
            kept -> kept.equals("") ? null : kept.toString(),
            kept -> kept);

    /** In ISO 8601, UTC, whole seconds. */
    static final Kind<String> TIME = text((json, name) -> Timestamps.ofNullable(json.time(name)));

    /** Any value, kept as JSON. */
    static final Kind<String> TREE =
        new Kind<>(
            JsonObject::written, Object::toString, kept -> JsonDocument.value(kept.toString()));

    static final Kind<Long> NUMBER = number(JsonObject::number);

    static final Kind<Double> FRACTION =
        new Kind<>(
            JsonObject::fraction,
            kept -> kept instanceof Number number ? number.doubleValue() : null,
            kept -> kept);

    /** A boolean, kept as 1 or 0. */
    static final Kind<Boolean> TRUTH = truth(JsonObject::truth);

    static Kind<String> text(BiFunction<JsonObject, String, @Nullable String> reading) {
      return new Kind<>(reading, Object::toString, kept -> kept);
    }

    static Kind<Long> number(BiFunction<JsonObject, String, @Nullable Long> reading) {
      return new Kind<>(
          reading, kept -> kept instanceof Number number ? number.longValue() : null, kept -> kept);
    }

    static Kind<Boolean> truth(BiFunction<JsonObject, String, @Nullable Boolean> reading) {
      Function<Object, @Nullable Boolean> typed =
          kept -> kept instanceof Number number ? number.longValue() != 0 : null;
      return new Kind<>(reading, typed, typed::apply);
    }
  }

  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  /** By their names; null for a part of an answer that is not in a column of its row. */
  private final Map<String, @Nullable WireField<?>> fields = new LinkedHashMap<>();

  /** A field whose column has its name in snake case. */
  <T> WireField<T> add(String name, Kind<T> kind) {
    String column = BETWEEN_WORDS.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    return add(name, column, kind);
  }

  <T> WireField<T> add(String name, String column, Kind<T> kind) {
    WireField<T> field = new WireField<>(name, column, kind);
    fields.put(name, field);
    return field;
  }

  /** The name of a part of an answer that other rows keep. */
  String addPart(String name) {
    fields.put(name, null);
    return name;
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
    kept().forEach(field -> row.with(field.column(), field.read(json)));
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
          if (field == null) {
            json.withKnown(name, others.get(name));
          } else {
            json.with(name, field.written(row));
          }
        });
    return json.object();
  }

  /** Writes those fields of a row that are known; null: none is. */
  @Nullable JsonObject writeKnown(ColumnValues row) {
    JsonFields json = new JsonFields();
    kept().forEach(field -> json.withKnown(field.name(), field.written(row)));
    JsonObject known = json.object();
    return known.values().isEmpty() ? null : known;
  }
}
