package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.LORA;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * The base models of adapters for transformers whose blocks are all of one kind, by the modules
 * that they change: see {@link UnetAdapterRules}.
 */
public final class TransformerAdapterRules {

  private static final String WAN =
      "blocks_#_self_attn_q|blocks_#_self_attn_k|blocks_#_self_attn_v|blocks_#_self_attn_o"
          + "|blocks_#_cross_attn_q|blocks_#_cross_attn_k|blocks_#_cross_attn_v"
          + "|blocks_#_cross_attn_o|blocks_#_attn1_to_q|blocks_#_attn1_to_k|blocks_#_attn1_to_v"
          + "|blocks_#_attn2_to_q|blocks_#_attn2_to_k|blocks_#_attn2_to_v"
          + "|blocks_#_cross_attn_k_img|blocks_#_cross_attn_v_img|blocks_#_attn2_add_k_proj";
  private static final String WAN_FEED_FORWARD =
      "blocks_#_ffn_#|blocks_#_ffn_net_#_proj|blocks_#_ffn_net_#";
  private static final String WAN_IMAGE = "*_k_img|*_v_img|*_add_k_proj|img_emb_*";

  private static final String NEXT_DIT =
      "layers_#_attention_qkv|layers_#_attention_to_q|layers_#_attention_to_k"
          + "|layers_#_attn_to_q|layers_#_attn_to_k|layers_#_feed_forward_w1"
          + "|layers_#_feed_forward_w3|noise_refiner_#_attention_to_q"
          + "|noise_refiner_#_attention_to_k|noise_refiner_#_attention_qkv";
  private static final String COSMOS =
      "blocks_#_self_attn_q_proj|blocks_#_cross_attn_q_proj|blocks_#_self_attn_k_proj"
          + "|blocks_#_mlp_layer1";
  private static final String QWEN =
      "transformer_blocks_#_attn_to_q|transformer_blocks_#_attn_to_k"
          + "|transformer_blocks_#_attn_add_k_proj|transformer_blocks_#_img_mlp_net_#_proj";
  private static final String ATTN1 =
      "transformer_blocks_#_attn1_to_q|transformer_blocks_#_attn1_to_k"
          + "|transformer_blocks_#_attn1_to_v";
  private static final String AUDIO =
      "transformer_blocks_#_audio_attn1_to_q|transformer_blocks_#_audio_attn1_to_k"
          + "|transformer_blocks_#_audio_attn1_to_v";
  private static final String BLOCKS = "transformer_blocks_#_*";

  public static final List<Rule> RULES =
      List.of(
          // Wan
          wan(Family.WAN_1_3B, "Wan 2.1 1.3B", 1536, 8960),
          wan(Family.WAN_22_5B, "Wan 2.2 TI2V-5B", 3072, 14336),
          wan(Family.WAN_14B_I2V, "Wan 2.1 I2V 14B", 5120, 13824).has(WAN_IMAGE),
          wan(Family.WAN_14B, "Wan 14B", 5120, 13824).lacks(WAN_IMAGE),
          adapter(Family.WAN, "Wan of an unknown width")
              .unknownLength(WAN, 1)
              .hasAny("blocks_#_cross_attn_q", "blocks_#_cross_attn_k", "blocks_#_cross_attn_k_img")
              .hasAny(
                  "blocks_#_self_attn_q",
                  "blocks_#_self_attn_k",
                  "blocks_#_ffn_#",
                  "blocks_#_cross_attn_v_img"),
          // For images
          adapter(Family.QWEN_IMAGE, "Qwen-Image")
              .lacks("single_transformer_blocks_*", "transformer_blocks_#_ff_context*")
              .hasAny("transformer_blocks_#_img_mlp_*", "transformer_blocks_#_txt_mlp_*")
              .every(QWEN, 1, 3072),
          adapter(Family.QWEN_IMAGE, "Qwen-Image, attention only")
              .lacks("single_transformer_blocks_*", "transformer_blocks_#_img_mlp_*")
              .lacks("transformer_blocks_#_txt_mlp_*")
              .reaches(QWEN, 0, 42)
              .every(QWEN, 1, 3072),
          adapter(Family.ANIMA, "Anima")
              .every("blocks_#_self_attn_q_proj|blocks_#_mlp_layer1", 1, 2048)
              .ifTold(COSMOS, 1, 2048),
          adapter(Family.KREA_2, "Krea 2")
              .every("blocks_#_attn_wq|blocks_#_attn_wo|blocks_#_attn_gate", 1, 6144),
          adapter(Family.Z_IMAGE, "Z-Image").every(NEXT_DIT, 1, 3840),
          adapter(Family.LUMINA_2, "Lumina 2").every(NEXT_DIT, 1, 2304),
          adapter(Family.LUMINA_OR_Z_IMAGE, "Z-Image or Lumina 2")
              .hasAny("layers_#_attention_qkv", "*_attention_to_q", "layers_#_attention_out")
              .hasAny("layers_#_feed_forward_w1", "noise_refiner_#_adaLN_modulation_#")
              .unknownLength(NEXT_DIT, 1),
          adapter(Family.IDEOGRAM_4, "Ideogram 4")
              .every("layers_#_attention_qkv|layers_#_attention_o", 1, 4608)
              .ifTold("layers_#_attention_qkv", 0, 13824),
          adapter(Family.ERNIE, "ERNIE-Image")
              .every("layers_#_self_attention_to_q|layers_#_self_attention_to_k", 1, 4096),
          adapter(Family.HIDREAM, "HiDream-I1")
              .hasAny("double_stream_blocks_#_block_*", "single_stream_blocks_#_block_*")
              .ifTold("*_block_attn*_to_q|*_block_attn*_to_k|*_block_attn*_to_v", 1, 2560)
              .ifTold("*_experts_#_w1|*_experts_#_w3|*_shared_experts_w1", 1, 2560),
          adapter(Family.HIDREAM_O1, "HiDream-O1")
              .has("final_layer2_*")
              .every("language_model_layers_#_self_attn_q_proj", 1, 4096),
          adapter(Family.PIXART, "PixArt")
              .has("transformer_blocks_#_attn2_*")
              .every(ATTN1, 1, 1152),
          adapter(Family.OTHER, "Sana").every(ATTN1, 1, 2240),
          adapter(Family.AURAFLOW, "AuraFlow")
              .every(
                  "double_layers_#_attn_w1q|double_layers_#_attn_w2q"
                      + "|joint_transformer_blocks_#_attn_to_q",
                  1,
                  3072),
          adapter(Family.HUNYUAN_DIT, "HunyuanDiT")
              .every("blocks_#_attn1_Wqkv|blocks_#_attn1_out_proj|blocks_#_attn2_q_proj", 1, 1408),
          // For video
          adapter(Family.LTXV_2_ANY, "LTX-2")
              .hasAny(
                  "transformer_blocks_#_audio_attn1_*",
                  "transformer_blocks_#_audio_to_video_attn_*")
              .lacks("single_transformer_blocks_*")
              .ifTold(ATTN1, 1, 4096)
              .every(AUDIO, 1, 2048),
          ltx("LTX Video 2B", 2048).endsAt(BLOCKS, 0, 27),
          ltx("LTX Video 13B", 4096).reaches(BLOCKS, 0, 28),
          adapter(Family.COGVIDEO, "CogVideoX")
              .lacks("transformer_blocks_#_attn2_*", "transformer_blocks_#_audio_*")
              .every(ATTN1, 1, 1920, 3072),
          adapter(Family.MOCHI, "Mochi")
              .every("blocks_#_attn_qkv_x", 1, 3072)
              .ifTold("blocks_#_attn_qkv_y", 1, 1536),
          adapter(Family.OTHER, "Kandinsky 5")
              .length("visual_transformer_blocks_#_*", 1, 1792, 2560, 4096),
          adapter(Family.MINIMAX_H3, "MiniMax H3").every("blocks_#_attn_qkv_proj", 1, 5376));

  private TransformerAdapterRules() {}

  private static Rule adapter(Family family, String name) {
    return Rule.of(LORA, family, name);
  }

  /** Twice 1536 is 3072: the feed-forward layer's width distinguishes the models of Wan, too. */
  private static Rule wan(Family family, String name, long width, long feedForward) {
    return adapter(family, name)
        .lacks("*_mlp_layer1", "double_blocks_*")
        .every(WAN, 1, width)
        .ifTold(WAN_FEED_FORWARD, 1, width, feedForward);
  }

  private static Rule ltx(String name, long width) {
    return adapter(Family.LTXV, name)
        .has("transformer_blocks_#_attn2_to_q|transformer_blocks_#_attn2_to_k")
        .lacks("*audio*", "*_add_k_proj")
        .every(ATTN1, 1, width);
  }
}
