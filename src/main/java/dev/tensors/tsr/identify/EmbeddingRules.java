package dev.tensors.tsr.identify;

import static dev.tensors.tsr.identify.Types.EMBEDDING;

import java.util.List;

/** Embeddings (textual inversions), by the widths of their vectors. */
final class EmbeddingRules {

  private static final String VECTORS = "emb_params|string_to_param.*";

  static final List<Rule> RULES =
      List.of(
          Rule.of(EMBEDDING, Family.SD_1, "vectors of CLIP-L").length(VECTORS, 1, 768).atMost(9),
          Rule.of(EMBEDDING, Family.SD_2, "vectors of CLIP-H").length(VECTORS, 1, 1024).atMost(9),
          Rule.of(EMBEDDING, Family.SDXL, "vectors of CLIP-G").length(VECTORS, 1, 1280).atMost(9),
          Rule.of(EMBEDDING, Family.SDXL, "vectors of CLIP-L and CLIP-G")
              .length("clip_l", 1, 768)
              .length("clip_g", 1, 1280)
              .lacks("t5", "t5xxl")
              .atMost(9),
          Rule.of(EMBEDDING, Family.ANY, "vectors of SD 3 or HiDream")
              .length("clip_l", 1, 768)
              .length("clip_g", 1, 1280)
              .has("t5|t5xxl")
              .atMost(9),
          Rule.of(EMBEDDING, Family.FLUX_1, "vectors of CLIP-L and T5")
              .length("clip_l", 1, 768)
              .length("t5", 1, 4096)
              .lacks("clip_g")
              .atMost(9),
          single(Family.SD_1, "vectors of CLIP-L", 768),
          single(Family.SD_2, "vectors of CLIP-H", 1024),
          single(Family.SDXL, "vectors of CLIP-G", 1280));

  private EmbeddingRules() {}

  /** The only tensor is called after the embedding's token, which stands between angle brackets. */
  private static Rule single(Family family, String name, long width) {
    return Rule.of(EMBEDDING, family, name).length("<*", 1, width).axes("<*", 2).atMost(1);
  }
}
