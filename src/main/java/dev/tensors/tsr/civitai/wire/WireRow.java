package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.civitai.wire.WireFields.WireField;
import dev.tensors.tsr.sqlite.ColumnValues;
import org.jspecify.annotations.Nullable;

/** An object of an answer whose fields are a row of the catalogue. */
public sealed interface WireRow permits WireModel, WireVersion, WireFile, WireImage {

  ColumnValues row();

  /** The value of a field; null: not known. */
  default <T> @Nullable T get(WireField<T> field) {
    return field.of(row());
  }
}
