package dev.tensors.tsr.sidecars.exports;

import dev.tensors.tsr.json.JsonObject;
import dev.tensors.tsr.json.JsonValue;
import dev.tensors.tsr.sqlite.ColumnValues;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a JSON object in their order. */
public final class Fields {

  private final Map<String, JsonValue> values = new LinkedHashMap<>();

  /** Adds a string, number, boolean, list or JSON value; null as null. */
  Fields with(String name, @Nullable Object value) {
    values.put(name, json(value));
    return this;
  }

  /** Adds a value unless it is null. */
  Fields withKnown(String name, @Nullable Object value) {
    return value == null ? this : with(name, value);
  }

  /** Adds the value of a column. */
  Fields with(String name, ColumnValues row, String column) {
    return with(name, row.get(column));
  }

  /** Adds the value of a column that holds 0 or 1. */
  Fields truth(String name, ColumnValues row, String column) {
    return with(name, row.get(column) instanceof Number number ? number.longValue() != 0 : null);
  }

  JsonObject object() {
    return new JsonObject(values);
  }

  private static JsonValue json(@Nullable Object value) {
    return switch (value) {
      case null -> new JsonValue.Nothing();
      case JsonValue ready -> ready;
      case Fields fields -> fields.object();
      case Boolean truth -> new JsonValue.Truth(truth);
      case Double number when Double.isFinite(number) ->
          new JsonValue.Numeral(BigDecimal.valueOf(number).toPlainString());
      case Double _ -> new JsonValue.Nothing();
      case BigDecimal number -> new JsonValue.Numeral(number.toPlainString());
      case Number number -> new JsonValue.Numeral(number.toString());
      case List<?> items -> new JsonValue.Items(items.stream().map(Fields::json).toList());
      default -> new JsonValue.Text(value.toString());
    };
  }
}
