package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.EMBEDDING;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/** Embeddings (textual inversions), by the widths of their vectors. They hold nothing else. */
public final class EmbeddingRules {

  private static final String VECTORS = "emb_params|string_to_param.*";
  private static final String ALL_VECTORS =
      "emb_params|string_to_param.*|string_to_token.*|clip_l|clip_g|t5|t5xxl"
          + "|clip_l_out|clip_g_out|t5_out";
  private static final String T5 = "t5|t5xxl";

  public static final List<Rule> RULES =
      List.of(
          vectors(Family.SD_1, "vectors of CLIP-L").every(VECTORS, 1, 768),
          vectors(Family.SD_2, "vectors of CLIP-H").every(VECTORS, 1, 1024),
          vectors(Family.SDXL, "vectors of CLIP-G").every(VECTORS, 1, 1280),
          vectors(Family.SDXL, "vectors of CLIP-L and CLIP-G")
              .length("clip_l", 1, 768)
              .length("clip_g", 1, 1280)
              .lacks(T5),
          vectors(Family.ANY, "vectors of CLIP-L, CLIP-G and T5")
              .length("clip_l", 1, 768)
              .length("clip_g", 1, 1280)
              .length(T5, 1, 4096),
          vectors(Family.FLUX_1, "vectors of CLIP-L and T5")
              .length("clip_l", 1, 768)
              .length(T5, 1, 4096)
              .lacks("clip_g"),
          vectors(Family.ANY, "vectors of T5").length(T5, 1, 4096).lacks("clip_g", "clip_l"),
          single(Family.SD_1, "the vectors of one token of CLIP-L", 768),
          single(Family.SD_2, "the vectors of one token of CLIP-H", 1024),
          single(Family.SDXL, "the vectors of one token of CLIP-G", 1280));

  private EmbeddingRules() {}

  private static Rule vectors(Family family, String name) {
    return Rule.of(EMBEDDING, family, name).only(ALL_VECTORS);
  }

  /** The only tensor is called after the embedding's token, which stands between angle brackets. */
  private static Rule single(Family family, String name, long width) {
    return Rule.of(EMBEDDING, family, name).only("<*").length("<*", 1, width).atMost(1);
  }
}
