package dev.tensors.tsr.identify;

import static dev.tensors.tsr.identify.Types.UNET;

import java.util.List;

/**
 * Diffusion models, by the names of their tensors without the prefix of the diffusion model: the
 * native names first, then those of diffusers.
 */
final class DiffusionRules {

  private static final String FLUX_KEY_NORM = "double_blocks.#.img_attn.norm.key_norm.*";
  private static final String LDM_CONTEXT =
      "input_blocks.#.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String UNET_CONTEXT =
      "down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String ADALN = "adaln_single.emb.timestep_embedder.linear_#.bias";

  static final List<Rule> RULES =
      List.of(
          // Latent diffusion UNets
          ldm(Family.SD_1, "SD 1", 768, 320)
              .lacks("label_emb.*", "cc_projection.*", "*time_stack*"),
          ldm(Family.SD_2, "SD 2", 1024, 320).lacks("label_emb.*", "*time_stack*"),
          ldm(Family.SD_2_UNCLIP, "SD 2.1 unCLIP", 1024, 320)
              .lacks("*time_stack*")
              .length("label_emb.#.#.weight", 1, 1536, 2048),
          ldm(Family.SVD, "Stable Video Diffusion", 1024, 320)
              .has("*time_stack*")
              .length("label_emb.#.#.weight", 1, 768),
          ldm(Family.OTHER, "SV3D", 1024, 320)
              .has("*time_stack*")
              .length("label_emb.#.#.weight", 1, 256, 1280),
          ldm(Family.OTHER, "SD 2 upscaler", 1024, 256),
          ldm(Family.OTHER, "Stable Zero123", 768, 320).has("cc_projection.*"),
          ldm(Family.SDXL, "SDXL", 2048, 320)
              .length("label_emb.#.#.weight", 1, 2816)
              .reaches(LDM_CONTEXT, 2, 9)
              .lacks("edm_mean", "edm_std"),
          ldm(Family.PLAYGROUND, "Playground 2.5", 2048, 320)
              .length("label_emb.#.#.weight", 1, 2816)
              .has("edm_mean", "edm_std"),
          ldm(Family.SDXL_DISTILLED, "SSD-1B, Vega, KOALA", 2048, 320)
              .length("label_emb.#.#.weight", 1, 2816)
              .reaches(LDM_CONTEXT, 0, 7)
              .endsAt(LDM_CONTEXT, 2, 5),
          ldm(Family.KOLORS, "Kolors", 2048, 320).length("label_emb.#.#.weight", 1, 5632),
          ldm(Family.SDXL_REFINER, "SDXL refiner", 1280, 384)
              .length("label_emb.#.#.weight", 1, 2560),
          unet(Family.SD_1, "SD 1", 768).lacks("add_embedding.*"),
          unet(Family.SD_2, "SD 2", 1024).lacks("add_embedding.*", "class_embedding.*"),
          unet(Family.SDXL, "SDXL", 2048)
              .length("add_embedding.linear_#.weight", 1, 2816)
              .reaches(UNET_CONTEXT, 2, 9),
          unet(Family.SDXL_DISTILLED, "SSD-1B, Vega, KOALA", 2048)
              .length("add_embedding.linear_#.weight", 1, 2816)
              .reaches(UNET_CONTEXT, 0, 2)
              .endsAt(UNET_CONTEXT, 2, 5),
          unet(Family.KOLORS, "Kolors", 2048).length("add_embedding.linear_#.weight", 1, 5632),
          // Stable Diffusion 3
          model(Family.SD_3, "SD 3 medium")
              .has("joint_blocks.#.context_block.attn.qkv.weight")
              .lacks("joint_blocks.#.x_block.attn.ln_q.weight")
              .length("x_embedder.proj.weight", 0, 1536)
              .length("pos_embed", 1, 36864),
          model(Family.SD_35_MEDIUM, "SD 3.5 medium")
              .has("joint_blocks.#.x_block.attn.ln_q.weight", "joint_blocks.#.x_block.attn2.*")
              .length("x_embedder.proj.weight", 0, 1536),
          model(Family.SD_35_LARGE, "SD 3.5 large")
              .has("joint_blocks.#.x_block.attn.ln_q.weight")
              .lacks("joint_blocks.#.x_block.attn2.*")
              .length("x_embedder.proj.weight", 0, 2432),
          sd3(Family.SD_3, "SD 3 medium", 1536).lacks("transformer_blocks.#.attn.norm_q.weight"),
          sd3(Family.SD_35_MEDIUM, "SD 3.5 medium", 1536).has("transformer_blocks.#.attn2.*"),
          sd3(Family.SD_35_LARGE, "SD 3.5 large", 2432)
              .has("transformer_blocks.#.attn.norm_q.weight"),
          // Flux and its kin
          flux(Family.FLUX_1_DEV, "Flux.1 dev").has("guidance_in.*").length("img_in.weight", 1, 64),
          flux(Family.FLUX_1_SCHNELL, "Flux.1 schnell")
              .lacks("guidance_in.*")
              .length("img_in.weight", 1, 64),
          flux(Family.FLUX_1_TOOL, "Flux.1 Fill, Depth, Canny")
              .has("guidance_in.*")
              .length("img_in.weight", 1, 128, 384),
          flux(Family.OTHER, "Flex.2").length("img_in.weight", 1, 196),
          fluxDiffusers(Family.FLUX_1_DEV, "Flux.1 dev")
              .has("time_text_embed.guidance_embedder.*")
              .length("x_embedder.weight", 1, 64),
          fluxDiffusers(Family.FLUX_1_SCHNELL, "Flux.1 schnell")
              .lacks("time_text_embed.guidance_embedder.*")
              .length("x_embedder.weight", 1, 64),
          fluxDiffusers(Family.FLUX_1_TOOL, "Flux.1 Fill, Depth, Canny")
              .has("time_text_embed.guidance_embedder.*")
              .length("x_embedder.weight", 1, 128, 384),
          model(Family.FLUX_2_DEV, "Flux.2 dev").length("double_stream_modulation_img.*", 0, 36864),
          model(Family.FLUX_2_KLEIN_9B, "Flux.2 Klein 9B")
              .length("double_stream_modulation_img.*", 0, 24576),
          model(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B")
              .length("double_stream_modulation_img.*", 0, 18432),
          model(Family.CHROMA, "Chroma")
              .has("distilled_guidance_layer.*", FLUX_KEY_NORM)
              .length("double_blocks.#.img_attn.proj.weight", 0, 3072),
          model(Family.CHROMA, "Chroma")
              .has("distilled_guidance_layer.*", "single_transformer_blocks.*")
              .length("transformer_blocks.#.attn.to_q.weight", 0, 3072),
          model(Family.OTHER, "Ovis-Image")
              .has(FLUX_KEY_NORM, "double_blocks.#.img_mlp.gate_proj.*"),
          model(Family.OTHER, "LongCat-Image")
              .has(FLUX_KEY_NORM)
              .lacks("vector_in.*")
              .length("txt_in.weight", 1, 3584),
          // Hunyuan
          model(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .has("txt_in.individual_token_refiner.*", "vector_in.*", "single_blocks.*"),
          model(Family.HUNYUAN_VIDEO, "Hunyuan Video 1.5")
              .has("txt_in.individual_token_refiner.*", "vision_in.*"),
          model(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .has("context_embedder.token_refiner.refiner_blocks.#.*"),
          model(Family.OTHER, "HunyuanImage 2.1")
              .has("txt_in.individual_token_refiner.*")
              .lacks("vector_in.*", "vision_in.*"),
          model(Family.HUNYUAN_DIT, "HunyuanDiT")
              .has("mlp_t5.#.weight")
              .length("blocks.#.attn1.Wqkv.weight", 1, 1408),
          model(Family.HUNYUAN_DIT, "HunyuanDiT").has("time_extra_emb.*", "text_embedding_padding"),
          model(Family.HUNYUAN_3D, "Hunyuan3D 2.0").has("latent_in.weight", "single_blocks.*"),
          model(Family.HUNYUAN_3D, "Hunyuan3D 2.1")
              .has("t_embedder.mlp.#.weight", "blocks.#.attn1.k_norm.weight"),
          // Wan
          wan(Family.WAN_1_3B, "Wan 2.1 1.3B", 1536),
          wan(Family.WAN_22_5B, "Wan 2.2 TI2V-5B", 3072),
          wan(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B", 5120).hasAny("img_emb.*", "*k_img*"),
          wan(Family.WAN_22_I2V, "Wan 2.2 I2V-A14B", 5120)
              .lacks("img_emb.*", "*k_img*", "vace_*", "control_adapter.*", "ref_conv.*")
              .length("patch_embedding.weight", 1, 36),
          wan(Family.WAN_14B_T2V, "Wan T2V 14B", 5120)
              .lacks("img_emb.*", "*k_img*")
              .has("patch_embedding.weight")
              .noLength("patch_embedding.weight", 1, 36),
          wanDiffusers(Family.WAN_1_3B, "Wan 2.1 1.3B", 1536),
          wanDiffusers(Family.WAN_22_5B, "Wan 2.2 TI2V-5B", 3072),
          wanDiffusers(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B", 5120)
              .has("condition_embedder.image_embedder.*"),
          wanDiffusers(Family.WAN_22_I2V, "Wan 2.2 I2V-A14B", 5120)
              .lacks("condition_embedder.image_embedder.*")
              .length("patch_embedding.weight", 1, 36),
          wanDiffusers(Family.WAN_14B_T2V, "Wan T2V 14B", 5120)
              .lacks("condition_embedder.image_embedder.*")
              .noLength("patch_embedding.weight", 1, 36),
          // Lightricks and PixArt
          model(Family.LTXV_2, "LTX-2")
              .has(ADALN, "audio_adaln_single.*")
              .lacks("prompt_adaln_single.*", "*.prompt_scale_shift_table")
              .lacks("keyframes_abs_pos_embedding"),
          model(Family.LTXV_2_3, "LTX-2.3")
              .has(ADALN, "audio_adaln_single.*")
              .hasAny("prompt_adaln_single.*", "*.prompt_scale_shift_table")
              .lacks("keyframes_abs_pos_embedding"),
          model(Family.LTXV, "LTX Video")
              .has(ADALN, "transformer_blocks.#.attn1.to_q.weight")
              .lacks("*audio*", "pos_embed.*")
              .length("transformer_blocks.#.attn2.to_k.weight", 1, 2048, 4096),
          model(Family.PIXART_ALPHA, "PixArt alpha")
              .has(ADALN, "pos_embed.proj.bias", "adaln_single.emb.resolution_embedder.*"),
          model(Family.PIXART_SIGMA, "PixArt sigma")
              .has(ADALN, "pos_embed.proj.bias")
              .lacks("adaln_single.emb.resolution_embedder.*"),
          model(Family.PIXART_ALPHA, "PixArt alpha")
              .has("t_block.#.weight", "ar_embedder.mlp.#.weight")
              .lacks("attention_y_norm.*"),
          model(Family.PIXART_SIGMA, "PixArt sigma")
              .has("t_block.#.weight", "blocks.#.cross_attn.*")
              .lacks("attention_y_norm.*", "ar_embedder.*"),
          // Transformers of one kind of block
          model(Family.Z_IMAGE, "Z-Image")
              .hasAny("cap_embedder.#.weight", "all_x_embedder.2-1.weight")
              .has("noise_refiner.*", "context_refiner.*")
              .lacks("dec_net.*", "control_layers.*", "clip_text_pooled_proj.*")
              .length("cap_embedder.#.weight", 0, 3840),
          model(Family.LUMINA_2, "Lumina 2")
              .has("noise_refiner.*", "context_refiner.*")
              .lacks("clip_text_pooled_proj.*")
              .length("cap_embedder.#.weight", 0, 2304),
          model(Family.LUMINA_2, "Lumina 2")
              .has("time_caption_embed.caption_embedder.#.weight", "noise_refiner.*")
              .lacks("ref_image_patch_embedder.*", "double_stream_layers.*")
              .length("x_embedder.weight", 0, 2304),
          model(Family.OTHER, "NewBie").has("clip_text_pooled_proj.*", "noise_refiner.*"),
          model(Family.OTHER, "Zeta-Chroma").has("dec_net.*", "cap_embedder.#.weight"),
          model(Family.OTHER, "OmniGen2")
              .has("time_caption_embed.*", "ref_image_patch_embedder.*")
              .lacks("double_stream_layers.*"),
          model(Family.BOOGU, "Boogu").has("double_stream_layers.#.img_instruct_attn.*"),
          model(Family.QWEN_IMAGE, "Qwen-Image")
              .has("transformer_blocks.#.img_mlp.net.#.proj.weight")
              .lacks("controlnet_blocks.*", "controlnet_x_embedder.*")
              .reaches("transformer_blocks.#.attn.add_k_proj.weight", 0, 59)
              .length("txt_norm.weight", 0, 3584),
          model(Family.MAGE_FLOW, "Mage-Flow").length("txt_norm.weight", 0, 2560),
          model(Family.LENS, "Lens")
              .has("transformer_blocks.#.attn.norm_added_q.weight")
              .has("transformer_blocks.#.img_mlp.w1.weight"),
          model(Family.IDEOGRAM_4, "Ideogram 4").has("embed_image_indicator.weight"),
          model(Family.KREA_2, "Krea 2")
              .has("txtfusion.projector.weight", "blocks.#.attn.gate.weight"),
          model(Family.KREA_2, "Krea 2").has("text_fusion.projector.*", "*.attn.to_q.weight"),
          model(Family.ERNIE, "ERNIE-Image")
              .has("layers.#.mlp.linear_fc2.weight", "x_embedder.proj.weight"),
          model(Family.ANIMA, "Anima")
              .has("llm_adapter.blocks.#.cross_attn.q_proj.weight")
              .has("blocks.#.adaln_modulation_cross_attn.*"),
          model(Family.OTHER, "Cosmos Predict2")
              .has("blocks.#.mlp.layer1.weight", "blocks.#.adaln_modulation_cross_attn.*")
              .lacks("llm_adapter.*"),
          model(Family.OTHER, "Cosmos 1").has("blocks.block0.blocks.#.block.attn.to_q.#.weight"),
          model(Family.HIDREAM, "HiDream-I1")
              .has("caption_projection.#.linear.weight", "double_stream_blocks.*"),
          model(Family.HIDREAM_O1, "HiDream-O1")
              .has("t_embedder1.mlp.#.weight", "x_embedder.proj1.weight"),
          model(Family.AURAFLOW, "AuraFlow").has("double_layers.#.attn.w1q.weight"),
          model(Family.AURAFLOW, "AuraFlow")
              .has("joint_transformer_blocks.#.attn.add_k_proj.weight"),
          model(Family.MOCHI, "Mochi").hasAny("t5_yproj.weight", "time_embed.pooler.to_kv.weight"),
          model(Family.MINIMAX_H3, "MiniMax H3")
              .has("video_patch_proj.weight", "audio_patch_proj.weight"),
          model(Family.COGVIDEO, "CogVideoX")
              .has("blocks.#.norm1.linear.weight", "blocks.#.norm2.linear.weight"),
          model(Family.COGVIDEO, "CogVideoX")
              .has("patch_embed.text_proj.weight")
              .reaches("transformer_blocks.#.attn1.to_q.weight", 0, 29),
          model(Family.CASCADE, "Stable Cascade")
              .has("clf.#.weight")
              .hasAny("clip_txt_mapper.weight", "clip_mapper.weight"),
          model(Family.ACE_AUDIO, "ACE-Step 1.0").has("genre_embedder.weight"),
          model(Family.ACE_AUDIO, "ACE-Step 1.5").has("encoder.lyric_encoder.layers.#.*"),
          model(Family.OTHER, "Kandinsky 5")
              .has("visual_transformer_blocks.#.cross_attention.key_norm.weight"),
          model(Family.OTHER, "Sana").has("attention_y_norm.weight", "blocks.#.attn.proj.weight"),
          model(Family.OTHER, "Sana")
              .has("caption_norm.weight", "patch_embed.proj.weight")
              .has("transformer_blocks.#.ff.conv_depth.weight"),
          model(Family.OTHER, "JoyAI-Image")
              .has("condition_embedder.*", "double_blocks.*")
              .axes("img_in.weight", 5),
          model(Family.OTHER, "LongCat-Video")
              .has("blocks.#.cross_attn.kv_linear.weight", "y_embedder.*"),
          model(Family.OTHER, "SeedVR2")
              .hasAny("blocks.#.mlp.vid.proj_out.weight", "blocks.#.mlp.all.proj_in_gate.weight"),
          model(Family.OTHER, "Stable Audio").has("transformer.rotary_pos_emb.inv_freq"),
          model(Family.OTHER, "PiD").has("lq_proj.latent_proj.#.weight"));

  /**
   * How diffusion models of any width and depth are built. They tell the type of a model that no
   * rule knows, and nothing of its base model.
   */
  static final List<Rule> STRUCTURES =
      List.of(
          model(Family.ANY, "UNet of latent diffusion")
              .has("input_blocks.*", "middle_block.*", "output_blocks.*", "out.#.weight")
              .lacks("zero_convs.*"),
          model(Family.ANY, "UNet of diffusers")
              .has(
                  "conv_in.weight",
                  "down_blocks.*",
                  "mid_block.*",
                  "up_blocks.*",
                  "conv_out.weight")
              .has("time_embedding.*")
              .lacks("controlnet_*"),
          model(Family.ANY, "transformer of two streams")
              .has("double_blocks.*", "single_blocks.*", "img_in.*", "txt_in.*", "final_layer.*")
              .lacks("controlnet_*"),
          model(Family.ANY, "transformer of diffusers")
              .has("transformer_blocks.*", "proj_out.weight")
              .hasAny("time_text_embed.*", "time_embed.*", "adaln_single.*", "time_caption_embed.*")
              .lacks("controlnet_*", "controlnet*"));

  private DiffusionRules() {}

  private static Rule model(Family family, String name) {
    return Rule.of(UNET, family, name);
  }

  /** A UNet in the names of latent diffusion, with its width of the text and its channels. */
  private static Rule ldm(Family family, String name, long context, long channels) {
    return model(family, name)
        .has("output_blocks.*", "middle_block.*")
        .lacks("zero_convs.*")
        .length("input_blocks.#.#.weight", 0, channels)
        .length(LDM_CONTEXT, 1, context);
  }

  /** A UNet in the names of diffusers, with its width of the text. */
  private static Rule unet(Family family, String name, long context) {
    return model(family, name)
        .has("up_blocks.*", "mid_block.*")
        .lacks("controlnet_*", "*motion_modules*")
        .length("conv_in.weight", 0, 320)
        .length(UNET_CONTEXT, 1, context);
  }

  private static Rule sd3(Family family, String name, long width) {
    return model(family, name)
        .has("transformer_blocks.#.attn.add_q_proj.weight")
        .lacks("single_transformer_blocks.*", "controlnet_blocks.*", "pos_embed_input.*")
        .length("pos_embed.proj.weight", 0, width);
  }

  private static Rule flux(Family family, String name) {
    return model(family, name)
        .has("vector_in.*")
        .lacks("distilled_guidance_layer.*", "double_blocks.#.img_mlp.gate_proj.*")
        .lacks("controlnet_blocks.*", "controlnet_cond_embedding.*")
        .length("img_in.weight", 0, 3072)
        .reaches(FLUX_KEY_NORM, 0, 18)
        .reaches("single_blocks.#.linear1.*", 0, 37);
  }

  private static Rule fluxDiffusers(Family family, String name) {
    return model(family, name)
        .has("time_text_embed.timestep_embedder.*")
        .lacks("distilled_guidance_layer.*", "double_stream_modulation_img.*")
        .lacks("controlnet_blocks.*", "controlnet_x_embedder.*")
        .length("x_embedder.weight", 0, 3072)
        .length("context_embedder.weight", 1, 4096)
        .reaches("transformer_blocks.#.attn.add_k_proj.weight", 0, 18)
        .reaches("single_transformer_blocks.#.attn.to_k.weight", 0, 37);
  }

  private static Rule wan(Family family, String name, long width) {
    return model(family, name)
        .has("blocks.#.self_attn.q.weight|blocks.#.block.self_attn.q.weight")
        .has("blocks.#.cross_attn.q.weight|blocks.#.block.cross_attn.q.weight")
        .length("head.modulation", 2, width);
  }

  private static Rule wanDiffusers(Family family, String name, long width) {
    return model(family, name)
        .has("condition_embedder.time_embedder.*", "blocks.#.attn2.to_k.weight")
        .length("patch_embedding.weight", 0, width);
  }
}
