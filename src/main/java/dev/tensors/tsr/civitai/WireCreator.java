package dev.tensors.tsr.civitai;

/**
 * Who made a model.
 *
 * @param image the address of a portrait; null if there is none
 */
public record WireCreator(String username, String image) {

  /** Null if there is no name. */
  static WireCreator of(JsonObject fields) {
    String username = fields.text("username");
    return username == null ? null : new WireCreator(username, fields.text("image"));
  }
}
