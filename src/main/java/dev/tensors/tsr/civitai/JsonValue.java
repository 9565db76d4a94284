package dev.tensors.tsr.civitai;

import java.util.List;

/** A JSON value. A number is kept as it was written, since a seed can have 64 bits. */
public sealed interface JsonValue
    permits JsonValue.Text,
        JsonValue.Numeral,
        JsonValue.Truth,
        JsonValue.Nothing,
        JsonValue.Items,
        JsonObject {

  /** A string. */
  record Text(String value) implements JsonValue {}

  /** A number. */
  record Numeral(String written) implements JsonValue {}

  /** True or false. */
  record Truth(boolean value) implements JsonValue {}

  /** null. */
  record Nothing() implements JsonValue {}

  /** An array. */
  record Items(List<JsonValue> values) implements JsonValue {}
}
