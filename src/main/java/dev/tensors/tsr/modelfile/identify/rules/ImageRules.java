package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.UNET;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * Transformers for images beside those of Flux and Stable Diffusion, without the model's prefix.
 */
public final class ImageRules {

  private static final String ADALN = "adaln_single.emb.timestep_embedder.linear_#.bias";
  private static final String QKV =
      "layers.#.attention.qkv.weight|layers.#.attention.to_q.weight|layers.#.attn.to_q.weight";

  private static final String LAYERED = "time_text_embed.addition_t_embedding.weight";

  public static final List<Rule> RULES =
      List.of(
          // PixArt
          model(Family.PIXART_ALPHA, "PixArt alpha (diffusers)")
              .has(ADALN, "adaln_single.emb.resolution_embedder.*")
              .length("pos_embed.proj.bias", 0, 1152),
          model(Family.PIXART_SIGMA, "PixArt sigma (diffusers)")
              .has(ADALN)
              .lacks("adaln_single.emb.resolution_embedder.*")
              .length("pos_embed.proj.bias", 0, 1152),
          model(Family.PIXART_ALPHA, "PixArt alpha")
              .has("t_block.#.weight", "ar_embedder.mlp.#.weight")
              .lacks("attention_y_norm.*")
              .length("x_embedder.proj.bias", 0, 1152),
          model(Family.PIXART_SIGMA, "PixArt sigma")
              .has("t_block.#.weight", "blocks.#.cross_attn.*")
              .lacks("attention_y_norm.*", "ar_embedder.*")
              .length("x_embedder.proj.bias", 0, 1152),
          // Lumina 2 and what has its blocks
          model(Family.Z_IMAGE, "Z-Image")
              .hasAny("cap_embedder.#.weight", "all_x_embedder.2-1.weight")
              .has("noise_refiner.*", "context_refiner.*")
              .lacks("dec_net.*", "clip_text_pooled_proj.*")
              .length("cap_embedder.#.weight", 0, 3840)
              .every(QKV, 1, 3840),
          model(Family.LUMINA_2, "Lumina 2")
              .has("noise_refiner.*", "context_refiner.*")
              .lacks("clip_text_pooled_proj.*")
              .length("cap_embedder.#.weight", 0, 2304)
              .every(QKV, 1, 2304),
          model(Family.LUMINA_2, "Lumina 2 (diffusers)")
              .has("time_caption_embed.caption_embedder.#.weight", "noise_refiner.*")
              .lacks("ref_image_patch_embedder.*", "double_stream_layers.*")
              .length("x_embedder.weight", 0, 2304)
              .every(QKV, 1, 2304),
          model(Family.NEWBIE, "NewBie")
              .has("clip_text_pooled_proj.*", "noise_refiner.*")
              .length("x_embedder.weight", 0, 2304),
          model(Family.OTHER, "Zeta-Chroma")
              .has("dec_net.*")
              .length("cap_embedder.#.weight", 0, 3840),
          model(Family.OMNIGEN_2, "OmniGen2")
              .has("time_caption_embed.*", "ref_image_patch_embedder.*")
              .lacks("double_stream_layers.*")
              .length("x_embedder.weight", 0, 2520),
          model(Family.BOOGU, "Boogu")
              .has("double_stream_layers.#.img_instruct_attn.*")
              .length("x_embedder.weight", 0, 3360),
          // Others
          qwenImage(Family.QWEN_IMAGE, "Qwen-Image").lacks(LAYERED),
          qwenImage(Family.QWEN_IMAGE_LAYERED, "Qwen-Image-Layered").has(LAYERED),
          model(Family.MAGE_FLOW, "Mage-Flow")
              .length("txt_norm.weight", 0, 2560)
              .length("proj_out.weight", 0, 128),
          model(Family.LENS_BY_NAMES, "Lens")
              .has("transformer_blocks.#.attn.norm_added_q.weight")
              .has("transformer_blocks.#.img_mlp.w1.weight"),
          model(Family.IDEOGRAM_4, "Ideogram 4").length("embed_image_indicator.weight", 1, 4608),
          model(Family.KREA_2, "Krea 2")
              .has("txtfusion.projector.weight")
              .every("blocks.#.attn.gate.weight", 1, 6144),
          model(Family.KREA_2, "Krea 2 (diffusers)")
              .has("text_fusion.projector.*")
              .length("*.attn.to_q.weight", 1, 6144),
          model(Family.ERNIE, "ERNIE-Image")
              .length("x_embedder.proj.weight", 1, 128)
              .every("layers.#.mlp.linear_fc2.weight", 0, 4096),
          model(Family.ANIMA, "Anima")
              .has("llm_adapter.blocks.#.cross_attn.q_proj.weight")
              .has("blocks.#.adaln_modulation_cross_attn.*")
              .every("blocks.#.self_attn.q_proj.weight", 1, 2048),
          model(Family.HIDREAM, "HiDream-I1")
              .has("caption_projection.#.linear.weight", "double_stream_blocks.*")
              .length("x_embedder.proj.weight", 0, 2560),
          model(Family.HIDREAM_O1, "HiDream-O1")
              .has("x_embedder.proj1.weight")
              .length("t_embedder1.mlp.#.weight", 0, 4096),
          model(Family.AURAFLOW, "AuraFlow").every("double_layers.#.attn.w1q.weight", 1, 3072),
          model(Family.AURAFLOW, "AuraFlow (diffusers)")
              .every("joint_transformer_blocks.#.attn.add_k_proj.weight", 1, 3072),
          model(Family.HUNYUAN_DIT, "HunyuanDiT")
              .has("mlp_t5.#.weight")
              .every("blocks.#.attn1.Wqkv.weight", 1, 1408),
          model(Family.HUNYUAN_DIT, "HunyuanDiT (diffusers)")
              .has("time_extra_emb.*", "text_embedding_padding")
              .length("pos_embed.proj.weight", 0, 1408),
          model(Family.CASCADE, "Stable Cascade, stage C")
              .has("clf.#.weight")
              .length("clip_txt_mapper.weight", 0, 2048, 1536),
          model(Family.CASCADE, "Stable Cascade, stage B")
              .has("clf.#.weight", "clip_mapper.weight")
              .length("down_blocks.#.#.channelwise.#.weight", 1, 640, 576),
          model(Family.SANA, "Sana")
              .has("blocks.#.attn.proj.weight")
              .length("attention_y_norm.weight", 0, 2240, 1152),
          model(Family.SANA, "Sana (diffusers)")
              .has("patch_embed.proj.weight", "transformer_blocks.#.ff.conv_depth.weight")
              .length("caption_norm.weight", 0, 2240, 1152),
          model(Family.JOY_IMAGE, "JoyAI-Image")
              .has("condition_embedder.*", "double_blocks.*")
              .lacks("single_blocks.*", "double_stream_modulation_img.*")
              .axes("img_in.weight", 5)
              .length("img_in.bias", 0, 4096),
          model(Family.PIXEL_DIT, "PiD").has("lq_proj.latent_proj.#.weight"),
          model(Family.PIXEL_DIT, "PixelDiT").has("core.pixel_embedder.proj.weight"));

  private ImageRules() {}

  private static Rule model(Family family, String name) {
    return Rule.of(UNET, family, name);
  }

  private static Rule qwenImage(Family family, String name) {
    return model(family, name)
        .has("transformer_blocks.#.img_mlp.net.#.proj.weight")
        .lacks("single_transformer_blocks.*")
        .reaches("transformer_blocks.#.attn.add_k_proj.weight", 0, 59)
        .every("transformer_blocks.#.attn.add_k_proj.weight", 0, 3072)
        .length("txt_norm.weight", 0, 3584);
  }
}
