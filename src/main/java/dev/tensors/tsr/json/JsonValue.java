package dev.tensors.tsr.json;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON value. A number is kept as it was written, since a seed can have 64 bits. */
public sealed interface JsonValue
    permits JsonValue.Text,
        JsonValue.Numeral,
        JsonValue.Truth,
        JsonValue.Nothing,
        JsonValue.Items,
        JsonObject {

  /** In characters. */
  int LONGEST_NUMBER = 100;

  record Text(String value) implements JsonValue {}

  record Numeral(String written) implements JsonValue {}

  record Truth(boolean value) implements JsonValue {}

  /** JSON's null. */
  record Nothing() implements JsonValue {}

  record Items(List<JsonValue> values) implements JsonValue {}

  /** A string as it is, any other value as JSON. */
  default String written() {
    return this instanceof Text(String text) ? text : JsonLayout.COMPACT.write(this);
  }

  /** The number that a number or a string is; null if it is none, or too large for a double. */
  static @Nullable Double fraction(@Nullable JsonValue value) {
    return switch (value) {
      case Text(String text) -> fraction(text);
      case Numeral(String written) -> fraction(written);
      case null, default -> null;
    };
  }

  /** The number that a text is; null if it is none, or too large for a double. */
  static @Nullable Double fraction(@Nullable String text) {
    BigDecimal decimal = decimal(text);
    return decimal == null || Double.isInfinite(decimal.doubleValue())
        ? null
        : decimal.doubleValue();
  }

  /** The number that a text is; null if it is none, or absurdly long. */
  static @Nullable BigDecimal decimal(@Nullable String text) {
    try {
      // Parsing takes time that grows faster than the length.
      return text == null || text.length() > LONGEST_NUMBER ? null : new BigDecimal(text.strip());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** The values of an array; empty for all else. */
  static List<JsonValue> items(@Nullable JsonValue value) {
    return value instanceof Items(List<JsonValue> items) ? items : List.of();
  }
}
