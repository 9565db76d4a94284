package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.LORA;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * The base models of adapters for Flux and for others whose blocks have a stream for image and
 * text, by the modules that they change: see {@link UnetAdapterRules}.
 */
public final class FluxAdapterRules {

  private static final String DOUBLE = "double_blocks_#_*";
  private static final String SINGLE = "single_blocks_#_*";
  private static final String ATTENTION =
      "double_blocks_#_img_attn_qkv|double_blocks_#_txt_attn_qkv"
          + "|double_blocks_#_img_attn_proj|double_blocks_#_txt_attn_proj";
  private static final String LINEAR1 = "single_blocks_#_linear1";
  private static final String LINEAR2 = "single_blocks_#_linear2";
  private static final String MLP = "double_blocks_#_img_mlp_#|double_blocks_#_txt_mlp_#";
  private static final String HUNYUAN_ATTENTION =
      "double_blocks_#_img_attn_qkv|double_blocks_#_img_attn_proj|single_blocks_#_linear1";
  private static final String SINGLE_ATTENTION =
      "single_transformer_blocks_#_attn_to_q|single_transformer_blocks_#_attn_to_k"
          + "|single_transformer_blocks_#_attn_to_v|single_transformer_blocks_#_proj_mlp";
  private static final String SINGLE_OUT = "single_transformer_blocks_#_proj_out";
  private static final String FUSED = "single_transformer_blocks_#_attn_to_qkv_mlp_proj";

  public static final List<Rule> RULES =
      List.of(
          adapter(Family.FLUX_1_TOOL, "Control-LoRA of Flux.1")
              .every("double_blocks_#_img_attn_qkv", 1, 3072)
              .length("img_in", 1, 128),
          flux("Flux.1").length(DOUBLE + "|" + SINGLE, 1, 3072).length(MLP, 0, 12288),
          flux("Flux.1, attention only")
              .lacks("double_blocks_#_img_mlp_*", "double_blocks_#_txt_mlp_*")
              .every(ATTENTION, 1, 3072)
              .reaches(DOUBLE, 0, 8),
          flux("Flux.1, single blocks only")
              .lacks(DOUBLE)
              .length(LINEAR1 + "|" + LINEAR2, 1, 3072, 15360)
              .reaches(SINGLE, 0, 24),
          flux("Flux.1, some double blocks")
              .has("double_blocks_#_img_mod_lin")
              .lacks("double_blocks_#_img_mlp_*", "double_blocks_#_txt_mlp_*")
              .every(ATTENTION, 1, 3072)
              .endsAt(DOUBLE, 0, 7),
          adapter(Family.FLUX_1, "Flux.1 (XLabs)").every("double_blocks_#_processor_qkv", 1, 3072),
          adapter(Family.FLUX_1, "Flux.1 (diffusers)")
              .lacks("*_to_qkv_mlp_proj", "joint_transformer_blocks_*")
              .every(SINGLE_ATTENTION, 1, 3072)
              .ifTold(SINGLE_OUT, 1, 15360)
              .endsAt("transformer_blocks_#_*", 0, 18)
              .endsAt("single_transformer_blocks_#_*", 0, 37),
          adapter(Family.FLUX_1, "Flux.1 (diffusers), output only")
              .lacks(SINGLE_ATTENTION)
              .every(SINGLE_OUT, 1, 15360)
              .endsAt("transformer_blocks_#_*", 0, 18)
              .endsAt("single_transformer_blocks_#_*", 0, 37),
          flux2(Family.FLUX_2_DEV, "Flux.2 dev", 6144, 47).reaches(SINGLE, 0, 20),
          flux2(Family.FLUX_2_KLEIN_9B, "Flux.2 Klein 9B", 4096, 23),
          flux2(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B", 3072, 19).length(MLP, 0, 18432),
          flux2Diffusers(Family.FLUX_2_DEV, "Flux.2 dev (diffusers)", 6144, 47)
              .reaches(FUSED, 0, 20),
          flux2Diffusers(Family.FLUX_2_KLEIN_9B, "Flux.2 Klein 9B (diffusers)", 4096, 23),
          flux2Diffusers(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B (diffusers)", 3072, 19),
          adapter(Family.CHROMA, "Chroma")
              .has("distilled_guidance_layer_*")
              .every(ATTENTION, 1, 3072),
          // Hunyuan Video
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .hasAny(
                  "double_blocks_#_img_mlp_fc1",
                  "double_blocks_#_img_mod_linear",
                  "txt_in_individual_token_refiner_*")
              .lacks("cond_type_embedding*", "byt5_in_*")
              .every(HUNYUAN_ATTENTION, 1, 3072),
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video (diffusers)")
              .has("context_embedder_*")
              .reaches("single_transformer_blocks_#_*", 0, 38)
              .every(SINGLE_ATTENTION, 1, 3072),
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video 1.5")
              .reaches(DOUBLE, 0, 20)
              .every("double_blocks_#_img_attn_qkv|double_blocks_#_img_attn_proj", 1, 2048),
          // Stable Diffusion 3
          sd3(Family.SD_3_MEDIUM, "SD 3 medium", 1536)
              .endsAt("joint_blocks_#_*", 0, 23)
              .lacks("joint_blocks_#_x_block_attn2_*"),
          sd3(Family.SD_35_MEDIUM, "SD 3.5 medium", 1536).has("joint_blocks_#_x_block_attn2_*"),
          sd3(Family.SD_35_LARGE, "SD 3.5 large", 2432),
          sd3Diffusers(Family.SD_3_MEDIUM, "SD 3 medium (diffusers)", 1536)
              .lacks("transformer_blocks_#_attn2_*")
              .has("transformer_blocks_#_attn_add_k_proj")
              .endsAt("transformer_blocks_#_*", 0, 23),
          sd3Diffusers(Family.SD_35_MEDIUM, "SD 3.5 medium (diffusers)", 1536)
              .has("transformer_blocks_#_attn_add_k_proj", "transformer_blocks_#_attn2_*"),
          sd3Diffusers(Family.SD_35_LARGE, "SD 3.5 large (diffusers)", 2432));

  private FluxAdapterRules() {}

  private static Rule adapter(Family family, String name) {
    return Rule.of(LORA, family, name);
  }

  private static Rule flux(String name) {
    return adapter(Family.FLUX_1, name)
        .lacks("distilled_guidance_layer_*", "double_blocks_#_img_mlp_fc1", "*_img_mod_linear")
        .lacks("txt_in_individual_token_refiner_*")
        .noLength("img_in", 1, 128)
        .ifTold(ATTENTION + "|" + LINEAR1, 1, 3072)
        .ifTold(LINEAR2, 1, 15360)
        .ifTold(MLP, 0, 12288, 3072)
        .endsAt(DOUBLE, 0, 18)
        .endsAt(SINGLE, 0, 37);
  }

  /** Flux.2 has up to 8 double blocks, and wider feed-forward layers than Flux.1. */
  private static Rule flux2(Family family, String name, long width, long lastSingle) {
    return adapter(family, name)
        .lacks("double_blocks_#_img_mlp_fc1", "*_img_mod_*", "distilled_guidance_layer_*")
        .endsAt(DOUBLE, 0, 7)
        .endsAt(SINGLE, 0, lastSingle)
        .every(ATTENTION + "|" + LINEAR1, 1, width)
        .ifTold(LINEAR1, 0, 9 * width)
        .ifTold(LINEAR2, 1, 4 * width)
        .ifTold(MLP, 0, 6 * width, width);
  }

  private static Rule flux2Diffusers(Family family, String name, long width, long lastSingle) {
    return adapter(family, name)
        .endsAt("transformer_blocks_#_*", 0, 7)
        .endsAt("single_transformer_blocks_#_*", 0, lastSingle)
        .every(FUSED, 1, width)
        .ifTold(FUSED, 0, 9 * width);
  }

  private static Rule sd3(Family family, String name, long width) {
    return adapter(family, name)
        .every(
            "joint_blocks_#_x_block_attn_qkv|joint_blocks_#_context_block_attn_qkv"
                + "|joint_blocks_#_x_block_mlp_fc1|joint_blocks_#_context_block_mlp_fc1",
            1,
            width);
  }

  private static Rule sd3Diffusers(Family family, String name, long width) {
    return adapter(family, name)
        .lacks("single_transformer_blocks_*")
        .every(
            "transformer_blocks_#_attn_to_q|transformer_blocks_#_attn_to_k"
                + "|transformer_blocks_#_attn_to_v|transformer_blocks_#_attn_add_k_proj",
            1,
            width);
  }
}
