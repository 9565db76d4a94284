package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.UNET;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/** Wan, LTX and other transformers for video, sound and shapes, without the model's prefix. */
public final class VideoRules {

  private static final String ADALN = "adaln_single.emb.timestep_embedder.linear_#.bias";
  private static final String PATCH = "patch_embedding.weight";
  private static final String WAN_IMAGE = "img_emb.*|*k_img*";
  private static final String WAN_IMAGE_DIFFUSERS = "condition_embedder.image_embedder.*";
  private static final String TO_Q = "transformer_blocks.#.attn1.to_q.weight";

  public static final List<Rule> RULES =
      List.of(
          // Wan
          wan(Family.WAN_1_3B, "Wan 2.1 1.3B", 1536, 8960),
          wan(Family.WAN_22_5B, "Wan 2.2 TI2V-5B", 3072, 14336),
          wan(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B", 5120, 13824).has(WAN_IMAGE),
          wan(Family.WAN_22_I2V, "Wan 2.2 I2V-A14B", 5120, 13824)
              .lacks(WAN_IMAGE, "vace_*", "control_adapter.*", "ref_conv.*")
              .length(PATCH, 1, 36),
          wan(Family.WAN_14B_T2V, "Wan T2V 14B", 5120, 13824)
              .lacks(WAN_IMAGE)
              .length(PATCH, 1, 16, 32, 48),
          wanDiffusers(Family.WAN_1_3B, "Wan 2.1 1.3B (diffusers)", 1536, 8960),
          wanDiffusers(Family.WAN_22_5B, "Wan 2.2 TI2V-5B (diffusers)", 3072, 14336),
          wanDiffusers(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B (diffusers)", 5120, 13824)
              .has(WAN_IMAGE_DIFFUSERS),
          wanDiffusers(Family.WAN_22_I2V, "Wan 2.2 I2V-A14B (diffusers)", 5120, 13824)
              .lacks(WAN_IMAGE_DIFFUSERS)
              .length(PATCH, 1, 36),
          wanDiffusers(Family.WAN_14B_T2V, "Wan T2V 14B (diffusers)", 5120, 13824)
              .lacks(WAN_IMAGE_DIFFUSERS)
              .length(PATCH, 1, 16, 32, 48),
          // Lightricks
          ltx2(Family.LTXV_2, "LTX-2").lacks("prompt_adaln_single.*", "*.prompt_scale_shift_table"),
          ltx2(Family.LTXV_2_3, "LTX-2.3")
              .hasAny("prompt_adaln_single.*", "*.prompt_scale_shift_table"),
          model(Family.LTXV_2_5, "LTX-2.5")
              .has("keyframes_abs_pos_embedding", "audio_patchify_proj.weight"),
          ltx(Family.LTXV, "LTX Video 2B", 2048).reaches(TO_Q, 0, 27).endsAt(TO_Q, 0, 27),
          ltx(Family.LTXV, "LTX Video 13B", 4096).reaches(TO_Q, 0, 47),
          // Others
          model(Family.MOCHI, "Mochi")
              .length("t5_yproj.weight", 0, 1536)
              .every("blocks.#.attn.qkv_x.weight", 1, 3072),
          model(Family.MOCHI, "Mochi (diffusers)")
              .has("time_embed.pooler.to_kv.weight")
              .every(TO_Q, 1, 3072),
          model(Family.COGVIDEO, "CogVideoX")
              .has("blocks.#.norm1.linear.weight", "blocks.#.norm2.linear.weight")
              .length("patch_embed.proj.bias", 0, 1920, 3072),
          model(Family.COGVIDEO, "CogVideoX (diffusers)")
              .length("patch_embed.text_proj.weight", 0, 1920, 3072)
              .reaches(TO_Q, 0, 29)
              .every(TO_Q, 0, 1920, 3072),
          model(Family.COSMOS_1, "Cosmos 1")
              .every("blocks.block0.blocks.#.block.attn.to_q.#.weight", 1, 4096, 5120),
          model(Family.COSMOS_PREDICT_2, "Cosmos Predict2")
              .has("blocks.#.mlp.layer1.weight", "blocks.#.adaln_modulation_cross_attn.*")
              .lacks("llm_adapter.*")
              .every("blocks.#.self_attn.q_proj.weight", 1, 2048, 5120),
          model(Family.OTHER, "LongCat-Video")
              .has("y_embedder.*")
              .every("blocks.#.cross_attn.kv_linear.weight", 1, 4096),
          kandinsky(Family.KANDINSKY_5_IMAGE, "Kandinsky 5 for images", 2560),
          kandinsky(Family.KANDINSKY_5_VIDEO, "Kandinsky 5 for videos", 1792, 4096),
          model(Family.OTHER, "SeedVR2").every("blocks.#.mlp.vid.proj_out.weight", 0, 2560, 3072),
          model(Family.MINIMAX_H3, "MiniMax H3")
              .length("video_patch_proj.weight", 0, 5376)
              .length("audio_patch_proj.weight", 0, 5376),
          model(Family.ACE_STEP_1, "ACE-Step 1.0").length("genre_embedder.weight", 1, 768),
          model(Family.ACE_STEP_15, "ACE-Step 1.5")
              .every("encoder.lyric_encoder.layers.#.post_attention_layernorm.weight", 0, 2048),
          model(Family.STABLE_AUDIO, "Stable Audio")
              .has("transformer.rotary_pos_emb.inv_freq")
              .length("transformer.project_in.weight", 0, 1536),
          model(Family.HUNYUAN_3D, "Hunyuan3D 2.0")
              .has("single_blocks.*")
              .length("latent_in.weight", 0, 1024),
          model(Family.HUNYUAN_3D, "Hunyuan3D 2.1")
              .has("t_embedder.mlp.#.weight", "blocks.#.attn1.k_norm.weight")
              .length("x_embedder.weight", 0, 2048));

  private VideoRules() {}

  private static Rule model(Family family, String name) {
    return Rule.of(UNET, family, name);
  }

  private static Rule kandinsky(Family family, String name, long... widths) {
    return model(family, name)
        .has("visual_transformer_blocks.#.cross_attention.key_norm.weight")
        .length("text_embeddings.in_layer.weight", 0, widths);
  }

  /** Twice 1536 is 3072: the feed-forward layer's width distinguishes the models of Wan, too. */
  private static Rule wan(Family family, String name, long width, long feedForward) {
    return model(family, name)
        .has("blocks.#.cross_attn.q.weight|blocks.#.block.cross_attn.q.weight")
        .length("head.modulation", 2, width)
        .every("blocks.#.self_attn.q.weight|blocks.#.block.self_attn.q.weight", 0, width)
        .length("blocks.#.ffn.#.bias|blocks.#.block.ffn.#.bias", 0, feedForward);
  }

  private static Rule wanDiffusers(Family family, String name, long width, long feedForward) {
    return model(family, name)
        .has("condition_embedder.time_embedder.*")
        .every("blocks.#.attn2.to_k.weight", 0, width)
        .length("blocks.#.ffn.net.#.proj.bias", 0, feedForward);
  }

  private static Rule ltx2(Family family, String name) {
    return model(family, name)
        .has(ADALN, "audio_adaln_single.*")
        .lacks("keyframes_abs_pos_embedding")
        .every(TO_Q, 0, 4096)
        .every("transformer_blocks.#.audio_attn1.to_q.weight", 0, 2048);
  }

  private static Rule ltx(Family family, String name, long width) {
    return model(family, name)
        .has(ADALN)
        .lacks("*audio*", "pos_embed.*")
        .every(TO_Q, 0, width)
        .length("patchify_proj.weight|proj_in.weight", 1, 128);
  }
}
