package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.DETECTION;
import static dev.tensors.tsr.modelfile.identify.matching.Types.OTHER;
import static dev.tensors.tsr.modelfile.identify.matching.Types.UPSCALER;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * Upscalers, by the names of their architectures. They have layers of many widths; their first
 * layer shows that they read images. And what finds things in images.
 */
public final class UpscalerRules {

  /** Colours or grey, each as it is or with the pixels of 2 by 2 or 4 by 4 places as channels. */
  private static final long[] CHANNELS = {1, 3, 4, 12, 16, 48, 64};

  public static final List<Rule> RULES =
      List.of(
          first("ESRGAN", "model.#.weight").has("model.#.sub.#.RDB1.conv1.#.weight"),
          first("Real-ESRGAN", "conv_first.weight").has("body.#.rdb1.conv1.weight"),
          first("BSRGAN", "conv_first.weight").has("RRDB_trunk.#.RDB1.conv1.weight"),
          first("Compact", "body.#.weight").axes("body.#.weight", 1).lacks("*attn*"),
          first("SwinIR, HAT, ATD", "conv_first.weight").has("layers.#.residual_group.*"),
          first("DAT, RGT", "conv_first.weight").has("before_RG.#.weight"),
          first("DRCT", "conv_first.weight")
              .has("layers.#.swin1.attn.relative_position_bias_table"),
          any("SPAN").has("block_#.c1_r.sk.weight", "conv_cat.weight"),
          any("OmniSR").has("residual_layer.#.residual_layer.#.layer.#.fn.#.weight", "up.#.weight"),
          first("PLKSR", "feats.#.weight").has("feats.#.lk.conv.weight"),
          any("MoSR").has("gblocks.#.norm.weight"),
          first("SAFMN", "to_feat.weight").has("feats.#.safm.mfr.#.weight"),
          any("RealCUGAN").has("unet1.conv1.conv.#.weight"),
          any("SCUNet").has("m_head.#.weight", "m_tail.#.weight"),
          any("GFPGAN").has("toRGB.#.weight", "stylegan_decoder.style_mlp.#.weight"),
          any("CodeFormer, RestoreFormer").has("quantize.embedding.weight", "encoder.*"),
          any("AuraSR").has("mid_block2.block1.proj.weights"),
          // What finds things in images
          Rule.of(DETECTION, Family.ANY, "RT-DETR").has("encoder.pan_blocks.#.cv4.*"),
          Rule.of(DETECTION, Family.ANY, "SAM 3").has("detector.backbone.vision_backbone.trunk.*"),
          Rule.of(OTHER, Family.ANY, "Depth Anything 3")
              .has("backbone.embeddings.patch_embeddings.projection.*"));

  private UpscalerRules() {}

  private static Rule upscaler(String name) {
    return Rule.of(UPSCALER, Family.UPSCALER, name);
  }

  /** A rule for an upscaler with this first layer, a convolution of 3 by 3 pixels. */
  private static Rule first(String name, String layer) {
    return upscaler(name).length(layer, 1, CHANNELS).length(layer, 2, 3);
  }

  /** A rule for an upscaler whose first layer has no fixed name. */
  private static Rule any(String name) {
    return Rule.of(UPSCALER, Family.ANY, name);
  }
}
