package dev.tensors.tsr.civitai.wire;

import dev.tensors.tsr.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a model or a version. A creator can hide downloads and tips; comments and tips are
 * counted for models only.
 */
public record WireStats(
    @Nullable Long downloadCount,
    @Nullable Long thumbsUpCount,
    @Nullable Long thumbsDownCount,
    @Nullable Long commentCount,
    @Nullable Long tippedAmountCount) {

  public static WireStats of(JsonObject fields) {
    return new WireStats(
        fields.number("downloadCount"),
        fields.number("thumbsUpCount"),
        fields.number("thumbsDownCount"),
        fields.number("commentCount"),
        fields.number("tippedAmountCount"));
  }
}
