package dev.tensors.tsr.civitai;

import java.util.List;

/** A JSON value as it was written: a number is kept as text, since a seed can have 64 bits. */
sealed interface Json
    permits Json.Text, Json.Numeral, Json.Truth, Json.Nothing, Json.Items, Fields {

  /** A string. */
  record Text(String value) implements Json {}

  /** A number. */
  record Numeral(String written) implements Json {}

  /** True or false. */
  record Truth(boolean value) implements Json {}

  /** null. */
  record Nothing() implements Json {}

  /** An array. */
  record Items(List<Json> values) implements Json {}
}
