package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.rules.Types.CLIP_VISION;
import static dev.tensors.tsr.modelfile.identify.rules.Types.DETECTION;
import static dev.tensors.tsr.modelfile.identify.rules.Types.OTHER;
import static dev.tensors.tsr.modelfile.identify.rules.Types.TEXT_ENCODER;
import static dev.tensors.tsr.modelfile.identify.rules.Types.VAE;

import java.util.List;

/**
 * VAEs and encoders, which a diffusion model is used together with. Most serve several families, so
 * that they imply no base model.
 */
public final class ComponentRules {

  private static final String CLIP_LAYER = "encoder.layers.#.mlp.fc1.weight";
  private static final String IN = "decoder.conv_in.weight";
  private static final String IN_3D = "decoder.conv_in.conv.weight";

  public static final List<Rule> RULES =
      List.of(
          // VAEs
          vae(Family.ANY, "VAE of SD 1, SD 2 and SDXL", 4),
          vae(Family.ANY, "VAE of Flux.1, SD 3 and others", 16),
          vae(Family.FLUX_2, "VAE of Flux.2", 32).length("bn.running_mean", 0, 128),
          vae(Family.OTHER, "VAE of HunyuanImage 2.1", 64)
              .lacks("bn.*")
              .length("encoder.conv_out.bias", 0, 128),
          rule(VAE, Family.ANY, "VAE of Wan 2.1 and Qwen-Image")
              .hasAny(
                  "decoder.middle.#.residual.#.gamma", "decoder.mid_block.resnets.#.norm1.gamma")
              .axes("decoder.conv*", 5)
              .lacks("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          rule(VAE, Family.ANY, "VAE of Wan 2.2 TI2V-5B")
              .has("decoder.middle.#.residual.#.gamma")
              .has("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          rule(VAE, Family.HUNYUAN_VIDEO, "VAE of Hunyuan Video")
              .has("decoder.mid.attn_#.k.bias")
              .length(IN_3D, 1, 16, 32)
              .length(IN_3D, 2, 3),
          rule(VAE, Family.COGVIDEO, "VAE of CogVideoX")
              .has("decoder.mid_block.resnets.#.norm1.norm_layer.*")
              .length(IN_3D, 1, 16),
          rule(VAE, Family.LTXV, "VAE of LTX Video")
              .has("decoder.up_blocks.#.res_blocks.#.conv1.conv.weight")
              .lacks("audio_vae.*", "decoder.conv_in_x_t.weight")
              .length(IN_3D, 0, 512, 1024)
              .length(IN_3D, 1, 128),
          rule(VAE, Family.ACE_AUDIO, "audio VAE of ACE-Step 1.5")
              .has("decoder.block.#.snake1.alpha")
              .length("decoder.conv1.weight_g", 0, 2048)
              .length("decoder.conv1.weight_v", 1, 64),
          rule(VAE, Family.SVD, "VAE of Stable Video Diffusion")
              .has("decoder.mid.block_#.mix_factor")
              .length(IN, 0, 512)
              .length(IN, 1, 4),
          rule(VAE, Family.CASCADE, "VAE of Stable Cascade")
              .length("vquantizer.codebook.weight", 0, 8192),
          rule(VAE, Family.ANY, "VAE of Cosmos").has("decoder.unpatcher3d.*"),
          rule(VAE, Family.ANY, "VAE of Sana").has("decoder.stages.#.#.main.conv.bias"),
          rule(VAE, Family.ANY, "VAE of SeedVR2")
              .has("decoder.up_blocks.#.upsamplers.#.upscale_conv.weight"),
          rule(VAE, Family.ANY, "VAE of LTX-2.5").has("decoder.conv_in_x_t.weight"),
          rule(VAE, Family.ANY, "VAE of Mochi")
              .hasAny(
                  "*blocks.#.blocks.#.stack.#.weight", "*layers.#.layers.#.attn_block.attn.qkv.*"),
          rule(VAE, Family.ANY, "VAE of Hunyuan3D").has("geo_decoder.*"),
          rule(VAE, Family.ANY, "tiny autoencoder").has("taesd_decoder.#.weight"),
          rule(VAE, Family.ANY, "tiny autoencoder (diffusers)")
              .has("encoder.layers.#.weight", "decoder.layers.#.weight"),
          // Text encoders
          rule(TEXT_ENCODER, Family.ANY, "CLIP").has("text_model." + CLIP_LAYER),
          rule(TEXT_ENCODER, Family.ANY, "CLIP (open_clip)")
              .has("transformer.resblocks.#.attn.in_proj_weight", "ln_final.weight")
              .lacks("visual.*"),
          rule(TEXT_ENCODER, Family.ANY, "T5")
              .has("encoder.block.#.layer.#.SelfAttention.k.weight"),
          rule(TEXT_ENCODER, Family.ANY, "UMT5 (Wan)")
              .has(
                  "token_embedding.weight", "blocks.#.attn.q.weight", "blocks.#.ffn.gate.#.weight"),
          rule(TEXT_ENCODER, Family.ANY, "language model")
              .has("model.layers.#.self_attn.k_proj.weight", "model.embed_tokens.weight"),
          rule(TEXT_ENCODER, Family.ANY, "language model without prefix")
              .has("layers.#.self_attn.k_proj.weight", "embed_tokens.weight"),
          rule(TEXT_ENCODER, Family.ANY, "T5 (llama.cpp)").has("enc.blk.#.attn_k.weight"),
          rule(TEXT_ENCODER, Family.ANY, "language model (llama.cpp)")
              .has("blk.#.attn_k.weight", "token_embd.weight"),
          // Image encoders
          rule(CLIP_VISION, Family.ANY, "CLIP vision or SigLIP")
              .has("vision_model." + CLIP_LAYER)
              .lacks("text_model.*", "multi_modal_projector.*"),
          rule(CLIP_VISION, Family.ANY, "CLIP vision (open_clip)")
              .has("visual.transformer.resblocks.#.attn.in_proj_weight")
              .lacks("ln_final.*"),
          rule(CLIP_VISION, Family.ANY, "DINOv2").has("encoder.layer.#.layer_scale2.lambda1"),
          // What finds things in images
          rule(DETECTION, Family.ANY, "RT-DETR").has("encoder.pan_blocks.#.cv4.*"),
          rule(DETECTION, Family.ANY, "SAM 3").has("detector.backbone.vision_backbone.trunk.*"),
          rule(OTHER, Family.ANY, "Depth Anything 3")
              .has("backbone.embeddings.patch_embeddings.projection.*"));

  private ComponentRules() {}

  private static Rule rule(String type, Family family, String name) {
    return Rule.of(type, family, name);
  }

  /** A VAE for images, by the channels of its latents. */
  private static Rule vae(Family family, String name, long channels) {
    return rule(VAE, family, name)
        .has("encoder.conv_in.weight", "decoder.conv_out.weight")
        .lacks("decoder.mid.block_#.mix_factor", "decoder.mid_block.resnets.#.norm1.gamma")
        .axes(IN, 4)
        .length(IN, 0, 512, 1024)
        .length(IN, 1, channels);
  }
}
