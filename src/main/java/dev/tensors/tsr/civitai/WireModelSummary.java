package dev.tensors.tsr.civitai;

/**
 * What a version says of its model. Each can be null.
 *
 * @param type such as LORA or Checkpoint
 * @param poi whether it shows a real person
 * @param mode Archived or TakenDown; null for neither
 */
public record WireModelSummary(String name, String type, Boolean nsfw, Boolean poi, String mode) {

  /** Null if there is nothing. */
  static WireModelSummary of(JsonObject fields) {
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
