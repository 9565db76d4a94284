package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The fields that only a video has.
 *
 * @param duration in seconds
 * @param size in bytes
 */
public record WireVideo(
    @Nullable Double duration, @Nullable Boolean hasAudio, @Nullable Long size) {

  /** Null if the image is no video. */
  public static @Nullable WireVideo of(JsonObject image) {
    JsonObject metadata = image.object("metadata");
    Double duration = metadata.fraction("duration");
    if (duration == null && !"video".equals(image.text("type"))) {
      return null;
    }
    Boolean hasAudio = metadata.truth("hasAudio");
    return new WireVideo(
        duration, hasAudio == null ? metadata.truth("audio") : hasAudio, metadata.number("size"));
  }
}
