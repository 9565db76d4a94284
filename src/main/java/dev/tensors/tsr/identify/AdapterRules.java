package dev.tensors.tsr.identify;

import static dev.tensors.tsr.identify.Types.LORA;

import java.util.List;

/**
 * The base models of adapters, by the modules that they change. A pattern is a module's name with
 * underscores; axis 0 is the width of what the module gives, axis 1 of what it takes.
 */
final class AdapterRules {

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

  private static final String TEXT_CONTEXT =
      "*_attn2_to_k|*_attn2_to_v|*_attn2_processor_to_k|*_attn2_processor_to_v";

  private static final String DOUBLE = "double_blocks_#_*";
  private static final String SINGLE = "single_blocks_#_*";
  private static final String DOUBLE_MLP = "double_blocks_#_img_mlp_#|double_blocks_#_txt_mlp_#";
  private static final String WAN_ATTENTION =
      "blocks_#_self_attn_q|blocks_#_self_attn_k|blocks_#_self_attn_v|blocks_#_cross_attn_q"
          + "|blocks_#_cross_attn_k|blocks_#_cross_attn_v|blocks_#_attn1_to_q|blocks_#_attn1_to_k"
          + "|blocks_#_attn1_to_v|blocks_#_attn2_to_q|blocks_#_attn2_to_k|blocks_#_attn2_to_v"
          + "|blocks_#_self_attn_o|blocks_#_cross_attn_o|blocks_#_ffn_#";
  private static final String WAN_IMAGE = "*_k_img|*_v_img|*_add_k_proj|img_emb_*";
  private static final String NEXT_DIT =
      "layers_#_attention_qkv|layers_#_attention_to_q|layers_#_attention_to_k"
          + "|layers_#_attention_out|layers_#_attn_to_q|layers_#_attn_to_k|layers_#_feed_forward_w1"
          + "|layers_#_feed_forward_w3";

  static final List<Rule> RULES =
      List.of(
          // UNets
          unet(Family.SDXL, "SDXL").length(TEXT_CONTEXT, 1, 2048),
          unet(Family.SD_2, "SD 2").length(TEXT_CONTEXT, 1, 1024),
          unet(Family.SD_1, "SD 1").length(TEXT_CONTEXT, 1, 768),
          unet(Family.SDXL_REFINER, "SDXL refiner").length(TEXT_CONTEXT, 1, 1280),
          unet(Family.SDXL, "SDXL, by the depth of its blocks")
              .unknownLength(TEXT_CONTEXT, 1)
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
              .length("te_text_model_encoder_layers_#_self_attn_*", 1, 768)
              .endsAt("te_text_model_encoder_layers_#_self_attn_*", 0, 11),
          adapter(Family.SD_2, "text encoder of SD 2")
              .lacks(TRANSFORMER_BLOCKS)
              .lacks(UNET_BLOCKS)
              .length("te_text_model_encoder_layers_#_self_attn_*", 1, 1024),
          adapter(Family.SD_1, "AnimateDiff motion LoRA")
              .has("*motion_modules_#_temporal_transformer_*")
              .lacks("*_attn2_to_k"),
          adapter(Family.CASCADE, "Stable Cascade").has("prior_unet_*"),
          // Flux and its kin
          adapter(Family.FLUX_1_TOOL, "Flux.1 Depth, Canny")
              .length("double_blocks_#_img_attn_qkv", 1, 3072)
              .length("img_in", 1, 128),
          flux("Flux.1")
              .length("double_blocks_#_*|single_blocks_#_*", 1, 3072)
              .length(DOUBLE_MLP, 0, 12288),
          flux("Flux.1, attention only")
              .lacks("double_blocks_#_img_mlp_*", "double_blocks_#_txt_mlp_*")
              .length("double_blocks_#_*attn*", 1, 3072)
              .reaches(DOUBLE, 0, 8),
          flux("Flux.1, single blocks only")
              .lacks(DOUBLE)
              .length("single_blocks_#_linear1|single_blocks_#_linear2", 1, 3072, 15360)
              .reaches(SINGLE, 0, 24),
          flux("Flux.1, some double blocks")
              .has("double_blocks_#_img_mod_lin")
              .lacks("double_blocks_#_img_mlp_*", "double_blocks_#_txt_mlp_*")
              .endsAt(DOUBLE, 0, 7),
          adapter(Family.FLUX_1, "Flux.1 of XLabs")
              .has("double_blocks_#_processor_qkv")
              .length("double_blocks_#_processor_qkv", 1, 3072),
          fluxDiffusers("Flux.1")
              .length("single_transformer_blocks_#_*", 1, 3072)
              .has("single_transformer_blocks_#_*"),
          flux2(Family.FLUX_2_DEV, "Flux.2 dev", 6144),
          flux2(Family.FLUX_2_KLEIN_9B, "Flux.2 Klein 9B", 4096),
          adapter(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B")
              .length("double_blocks_#_*attn*|single_blocks_#_*", 1, 3072)
              .length(DOUBLE_MLP, 0, 18432),
          adapter(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B")
              .length("single_transformer_blocks_#_attn_to_qkv_mlp_proj", 1, 3072)
              .endsAt("single_transformer_blocks_#_*", 0, 19),
          adapter(Family.CHROMA, "Chroma").has(DOUBLE, "distilled_guidance_layer_*"),
          // Hunyuan
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .hasAny("double_blocks_#_img_mlp_fc1", "double_blocks_#_img_mod_linear")
              .lacks("cond_type_embedding*", "byt5_in_*")
              .length("double_blocks_#_*", 1, 3072),
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .has("txt_in_individual_token_refiner_*")
              .length("double_blocks_#_*", 1, 3072),
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .has("single_transformer_blocks_#_*", "context_embedder_*")
              .reaches("single_transformer_blocks_#_*", 0, 38),
          adapter(Family.HUNYUAN_VIDEO, "Hunyuan Video 1.5")
              .length("double_blocks_#_*", 1, 2048)
              .reaches(DOUBLE, 0, 20),
          adapter(Family.HUNYUAN_DIT, "HunyuanDiT")
              .length("blocks_#_attn1_Wqkv|blocks_#_attn1_out_proj|blocks_#_attn2_q_proj", 1, 1408),
          // Transformers
          adapter(Family.QWEN_IMAGE, "Qwen-Image")
              .lacks("single_transformer_blocks_*", "transformer_blocks_#_ff_context*")
              .hasAny("transformer_blocks_#_img_mlp_*", "transformer_blocks_#_txt_mlp_*")
              .length("transformer_blocks_#_*", 1, 3072),
          adapter(Family.QWEN_IMAGE, "Qwen-Image, attention only")
              .lacks("single_transformer_blocks_*", "transformer_blocks_#_img_mlp_*")
              .lacks("transformer_blocks_#_txt_mlp_*")
              .length("transformer_blocks_#_attn_to_q|transformer_blocks_#_attn_to_k", 1, 3072)
              .reaches("transformer_blocks_#_attn_to_q|transformer_blocks_#_attn_to_k", 0, 42),
          adapter(Family.SD_3_MEDIUM, "SD 3 medium")
              .length("joint_blocks_#_*", 1, 1536)
              .endsAt("joint_blocks_#_*", 0, 23)
              .lacks("joint_blocks_#_x_block_attn2_*"),
          adapter(Family.SD_35_MEDIUM, "SD 3.5 medium")
              .length("joint_blocks_#_*", 1, 1536)
              .has("joint_blocks_#_x_block_attn2_*"),
          adapter(Family.SD_35_LARGE, "SD 3.5 large").length("joint_blocks_#_*", 1, 2432),
          adapter(Family.SD_3_MEDIUM, "SD 3 medium")
              .lacks("single_transformer_blocks_*", "transformer_blocks_#_attn2_*")
              .has("transformer_blocks_#_attn_add_k_proj")
              .length("transformer_blocks_#_attn_*", 1, 1536)
              .endsAt("transformer_blocks_#_*", 0, 23),
          adapter(Family.SD_35_MEDIUM, "SD 3.5 medium")
              .has("transformer_blocks_#_attn_add_k_proj", "transformer_blocks_#_attn2_*")
              .length("transformer_blocks_#_attn_*", 1, 1536),
          adapter(Family.SD_35_LARGE, "SD 3.5 large")
              .lacks("single_transformer_blocks_*")
              .has("transformer_blocks_#_attn_*")
              .length("transformer_blocks_#_attn_*", 1, 2432),
          // Wan
          wan(Family.WAN_1_3B, "Wan 2.1 1.3B").length(WAN_ATTENTION, 1, 1536),
          wan(Family.WAN_22_5B, "Wan 2.2 TI2V-5B").length(WAN_ATTENTION, 1, 3072),
          wan(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B").length(WAN_ATTENTION, 1, 5120).has(WAN_IMAGE),
          wan(Family.WAN_14B, "Wan 14B").length(WAN_ATTENTION, 1, 5120).lacks(WAN_IMAGE),
          wan(Family.WAN, "Wan")
              .unknownLength(WAN_ATTENTION, 1)
              .hasAny("blocks_#_cross_attn_q", "blocks_#_cross_attn_k", "blocks_#_cross_attn_v")
              .hasAny("blocks_#_self_attn_q", "blocks_#_self_attn_k", "blocks_#_ffn_#"),
          adapter(Family.ANIMA, "Anima")
              .length(
                  "blocks_#_self_attn_q_proj|blocks_#_cross_attn_q_proj|blocks_#_self_attn_k_proj"
                      + "|blocks_#_cross_attn_k_proj|blocks_#_mlp_layer1",
                  1,
                  2048,
                  1024)
              .has("blocks_#_*")
              .lacks("*_wq"),
          adapter(Family.KREA_2, "Krea 2")
              .length("blocks_#_attn_wq|blocks_#_attn_wo|blocks_#_attn_gate", 1, 6144),
          adapter(Family.Z_IMAGE, "Z-Image").length(NEXT_DIT, 1, 3840),
          adapter(Family.LUMINA_2, "Lumina 2").length(NEXT_DIT, 1, 2304),
          adapter(Family.LUMINA_OR_Z_IMAGE, "Z-Image or Lumina 2")
              .hasAny("layers_#_attention_qkv", "layers_#_attention_to_q", "layers_#_attention_out")
              .has("layers_#_feed_forward_w1|layers_#_feed_forward_w2|layers_#_feed_forward_w3")
              .unknownLength(NEXT_DIT, 1),
          adapter(Family.IDEOGRAM_4, "Ideogram 4")
              .length("layers_#_attention_qkv|layers_#_attention_o", 1, 4608),
          adapter(Family.HIDREAM, "HiDream-I1")
              .hasAny("double_stream_blocks_#_block_*", "single_stream_blocks_#_block_*"),
          adapter(Family.HIDREAM_O1, "HiDream-O1")
              .has("language_model_layers_#_*", "final_layer2_*"),
          adapter(Family.LTXV_2_ANY, "LTX-2")
              .hasAny(
                  "transformer_blocks_#_audio_attn1_*",
                  "transformer_blocks_#_audio_to_video_attn_*")
              .lacks("single_transformer_blocks_*"),
          adapter(Family.LTXV, "LTX Video")
              .has("transformer_blocks_#_attn1_to_q|transformer_blocks_#_attn1_to_k")
              .has("transformer_blocks_#_attn2_to_q|transformer_blocks_#_attn2_to_k")
              .lacks("*audio*", "*_add_k_proj")
              .length("transformer_blocks_#_attn1_*", 1, 2048, 4096),
          adapter(Family.PIXART, "PixArt")
              .has("transformer_blocks_#_attn2_*")
              .length("transformer_blocks_#_attn1_*", 1, 1152),
          adapter(Family.COGVIDEO, "CogVideoX")
              .lacks("transformer_blocks_#_attn2_*", "transformer_blocks_#_audio_*")
              .length("transformer_blocks_#_attn1_*", 1, 1920, 3072),
          adapter(Family.MOCHI, "Mochi").hasAny("blocks_#_attn_qkv_x", "blocks_#_attn_qkv_y"),
          adapter(Family.AURAFLOW, "AuraFlow")
              .hasAny("joint_transformer_blocks_#_*", "double_layers_#_*"),
          adapter(Family.OTHER, "Kandinsky 5").has("visual_transformer_blocks_#_*"),
          adapter(Family.MINIMAX_H3, "MiniMax H3")
              .has("blocks_#_attn_qkv_proj", "token_refiner_*"));

  private AdapterRules() {}

  private static Rule adapter(Family family, String name) {
    return Rule.of(LORA, family, name);
  }

  private static Rule unet(Family family, String name) {
    return adapter(family, name)
        .hasAny(UNET_BLOCKS)
        .lacks("transformer_blocks_#_*", "prior_unet_*", "*motion_modules*");
  }

  private static Rule flux(String name) {
    return adapter(Family.FLUX_1, name)
        .lacks("distilled_guidance_layer_*", "double_blocks_#_img_mlp_fc1", "*_img_mod_linear")
        .lacks("txt_in_individual_token_refiner_*")
        .noLength("img_in", 1, 128)
        .noLength("double_blocks_#_*|single_blocks_#_*", 1, 2048, 4096, 6144)
        .noLength(DOUBLE_MLP, 0, 18432)
        .endsAt(DOUBLE, 0, 18)
        .endsAt(SINGLE, 0, 37);
  }

  /** Flux.2 has no more than 8 double blocks, and no layers of modulation in its blocks. */
  private static Rule flux2(Family family, String name, long width) {
    return adapter(family, name)
        .lacks("double_blocks_#_img_mlp_fc1", "joint_transformer_blocks_*", "*_img_mod_*")
        .lacks("single_transformer_blocks_#_proj_mlp", "single_transformer_blocks_#_attn_to_q")
        .endsAt(DOUBLE, 0, 7)
        .endsAt("transformer_blocks_#_*", 0, 7)
        .length(
            "double_blocks_#_*|single_blocks_#_*|single_transformer_blocks_#_attn_to_qkv_mlp_proj",
            1,
            width);
  }

  private static Rule fluxDiffusers(String name) {
    return adapter(Family.FLUX_1, name)
        .lacks("*_to_qkv_mlp_proj", "joint_transformer_blocks_*")
        .noLength("single_transformer_blocks_#_*", 1, 4096, 6144)
        .endsAt("transformer_blocks_#_*", 0, 18)
        .endsAt("single_transformer_blocks_#_*", 0, 37);
  }

  private static Rule wan(Family family, String name) {
    return adapter(family, name).lacks("*_proj", "*_mlp_layer1", "double_blocks_*");
  }
}
