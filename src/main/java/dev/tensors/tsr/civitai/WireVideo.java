package dev.tensors.tsr.civitai;

/**
 * What is known of a video beyond its pixels. Each can be null.
 *
 * @param duration in seconds
 * @param size in bytes
 */
public record WireVideo(Double duration, Boolean hasAudio, Long size) {

  /** Null if the image, whose fields these are, is no video. */
  static WireVideo of(JsonObject image) {
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
