package dev.tensors.tsr.civitai;

/**
 * What was counted of a model or a version. Each is null where CivitAI does not tell, as of
 * downloads and tips whose number the creator hides; comments and tips are counted for models only.
 */
public record WireStats(
    Long downloadCount,
    Long thumbsUpCount,
    Long thumbsDownCount,
    Long commentCount,
    Long tippedAmountCount) {

  static WireStats of(JsonObject fields) {
    return new WireStats(
        fields.number("downloadCount"),
        fields.number("thumbsUpCount"),
        fields.number("thumbsDownCount"),
        fields.number("commentCount"),
        fields.number("tippedAmountCount"));
  }
}
