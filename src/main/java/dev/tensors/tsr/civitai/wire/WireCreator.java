package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The user who made a model.
 *
 * @param image the address of the user's picture
 */
public record WireCreator(String username, @Nullable String image) {

  /** Null if there is no name. */
  public static @Nullable WireCreator of(JsonObject fields) {
    String username = fields.text("username");
    return username == null ? null : new WireCreator(username, fields.text("image"));
  }
}
