package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model that are part of a version.
 *
 * @param type such as LORA or Checkpoint
 * @param poi whether it shows a real person
 * @param mode Archived or TakenDown; null for neither
 */
public record WireModelSummary(
    @Nullable String name,
    @Nullable String type,
    @Nullable Boolean nsfw,
    @Nullable Boolean poi,
    @Nullable String mode) {

  /** Null if there are no fields. */
  public static @Nullable WireModelSummary of(JsonObject fields) {
    if (fields.values().isEmpty()) {
      return null;
    }
    return new WireModelSummary(
        fields.text("name"),
        fields.text("type"),
        fields.truth("nsfw"),
        fields.truth("poi"),
        fields.text("mode"));
  }
}
