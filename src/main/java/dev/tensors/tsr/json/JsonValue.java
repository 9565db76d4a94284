package dev.tensors.tsr.json;

import java.util.List;

/** A JSON value. A number is kept as it was written, since a seed can have 64 bits. */
public sealed interface JsonValue
    permits JsonValue.Text,
        JsonValue.Numeral,
        JsonValue.Truth,
        JsonValue.Nothing,
        JsonValue.Items,
        JsonObject {

  record Text(String value) implements JsonValue {}

  record Numeral(String written) implements JsonValue {}

  record Truth(boolean value) implements JsonValue {}

  /** JSON's null. */
  record Nothing() implements JsonValue {}

  record Items(List<JsonValue> values) implements JsonValue {}
}
