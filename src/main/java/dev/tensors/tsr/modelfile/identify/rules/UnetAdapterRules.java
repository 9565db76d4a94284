package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.LORA;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * The base models of adapters for UNets, by the modules that they change. A pattern is a module's
 * name with underscores; axis 0 is the width of what the module gives, axis 1 of what it takes.
 */
public final class UnetAdapterRules {

  private static final String[] UNET_BLOCKS = {
    "down_blocks_#_*",
    "up_blocks_#_*",
    "mid_block_*",
    "input_blocks_#_*",
    "output_blocks_#_*",
    "middle_block_*"
  };

  /** Blocks of transformers, in whose company the text encoders of SDXL mean another model. */
  private static final String[] TRANSFORMER_BLOCKS = {
    "double_blocks_*", "single_blocks_*", "transformer_blocks_*", "single_transformer_blocks_*",
    "joint_blocks_*", "joint_transformer_blocks_*", "blocks_#_*", "layers_#_*",
    "double_stream_blocks_*", "prior_unet_*"
  };

  private static final String TEXT =
      "*_attn2_to_k|*_attn2_to_v|*_attn2_processor_to_k|*_attn2_processor_to_v";
  private static final String SELF =
      "*_attn1_to_q|*_attn1_to_k|*_attn1_to_v|*_attn1_processor_to_q|*_attn1_processor_to_k"
          + "|*_attn1_processor_to_v|*_attn2_to_q|*_attn2_processor_to_q";
  private static final String CLIP = "te_text_model_encoder_layers_#_self_attn_*";
  private static final String MOTION = "*motion_modules_#_temporal_transformer_*";
  private static final String MOTION_TO =
      "*motion_modules_#_*_processor_to_q|*motion_modules_#_*_processor_to_k"
          + "|*motion_modules_#_*_processor_to_v";

  public static final List<Rule> RULES =
      List.of(
          unet(Family.SDXL, "UNet of SDXL").every(TEXT, 1, 2048).ifTold(TEXT, 0, 640, 1280),
          unet(Family.SD_2, "UNet of SD 2").every(TEXT, 1, 1024).ifTold(TEXT, 0, 320, 640, 1280),
          unet(Family.SD_1, "UNet of SD 1").every(TEXT, 1, 768).ifTold(TEXT, 0, 320, 640, 1280),
          unet(Family.SDXL_REFINER, "UNet of the SDXL refiner").every(TEXT, 1, 1280),
          unet(Family.SDXL, "UNet of SDXL, by the depth of its blocks")
              .unknownLength(TEXT, 1)
              .ifTold(SELF, 1, 640, 1280)
              .reaches(
                  "down_blocks_#_attentions_#_transformer_blocks_#_*"
                      + "|up_blocks_#_attentions_#_transformer_blocks_#_*"
                      + "|input_blocks_#_#_transformer_blocks_#_*"
                      + "|output_blocks_#_#_transformer_blocks_#_*",
                  2,
                  2),
          adapter(Family.SDXL, "text encoders of SDXL")
              .lacks(TRANSFORMER_BLOCKS)
              .lacks(UNET_BLOCKS)
              .lacks("te3_*")
              .length("te1_*", 1, 768)
              .length("te2_*", 1, 1280),
          adapter(Family.SD_1, "text encoder of SD 1")
              .lacks(TRANSFORMER_BLOCKS)
              .lacks(UNET_BLOCKS)
              .every(CLIP, 1, 768)
              .endsAt(CLIP, 0, 11),
          adapter(Family.SD_2, "text encoder of SD 2")
              .lacks(TRANSFORMER_BLOCKS)
              .lacks(UNET_BLOCKS)
              .every(CLIP, 1, 1024),
          adapter(Family.SD_1, "motion LoRA of AnimateDiff")
              .has(MOTION)
              .lacks(TEXT)
              .reaches("down_blocks_#_motion_modules_#_*", 0, 3)
              .every(MOTION_TO, 1, 320, 640, 1280),
          adapter(Family.CASCADE, "Stable Cascade")
              .length("prior_unet_*attn*|prior_unet_*attention*", 1, 2048, 1536));

  private UnetAdapterRules() {}

  private static Rule adapter(Family family, String name) {
    return Rule.of(LORA, family, name);
  }

  private static Rule unet(Family family, String name) {
    return adapter(family, name)
        .hasAny(UNET_BLOCKS)
        .lacks("transformer_blocks_#_*", "prior_unet_*", "*motion_modules*");
  }
}
