package dev.tensors.tsr.json;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a JSON object in their order. */
public final class JsonFields {

  private final Map<String, JsonValue> values = new LinkedHashMap<>();

  /** Adds a string, number, boolean, list or JSON value; null as null. */
  public JsonFields with(String name, @Nullable Object value) {
    values.put(name, json(value));
    return this;
  }

  /** Adds a value unless it is null. */
  public JsonFields withKnown(String name, @Nullable Object value) {
    return value == null ? this : with(name, value);
  }

  /** Adds a string; null as an empty one. */
  public JsonFields withText(String name, @Nullable String text) {
    return with(name, text == null ? "" : text);
  }

  public JsonObject object() {
    return new JsonObject(values);
  }

  /** A string, number, boolean, list or JSON value as JSON. */
  public static JsonValue json(@Nullable Object value) {
    return switch (value) {
      case null -> new JsonValue.Nothing();
      case JsonValue ready -> ready;
      case JsonFields fields -> fields.object();
      case Boolean truth -> new JsonValue.Truth(truth);
      case Double number when Double.isFinite(number) ->
          new JsonValue.Numeral(BigDecimal.valueOf(number).toPlainString());
      case Double _ -> new JsonValue.Nothing();
      case BigDecimal number -> new JsonValue.Numeral(number.toPlainString());
      case Number number -> new JsonValue.Numeral(number.toString());
      case List<?> items -> new JsonValue.Items(items.stream().map(JsonFields::json).toList());
      default -> new JsonValue.Text(value.toString());
    };
  }
}
