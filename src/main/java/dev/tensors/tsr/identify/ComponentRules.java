package dev.tensors.tsr.identify;

import static dev.tensors.tsr.identify.Types.CLIP_VISION;
import static dev.tensors.tsr.identify.Types.CONTROLNET;
import static dev.tensors.tsr.identify.Types.IP_ADAPTER;
import static dev.tensors.tsr.identify.Types.MOTION_MODULE;
import static dev.tensors.tsr.identify.Types.OTHER;
import static dev.tensors.tsr.identify.Types.TEXT_ENCODER;
import static dev.tensors.tsr.identify.Types.UPSCALER;
import static dev.tensors.tsr.identify.Types.VAE;

import java.util.List;

/**
 * Everything beside diffusion models and adapters: what a diffusion model is used together with.
 */
final class ComponentRules {

  private static final String CONTROL_CONTEXT =
      "input_blocks.#.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String UNET_CONTEXT =
      "down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String IP_KEY = "ip_adapter.#.to_k_ip.weight";
  private static final String CLIP_LAYER = "encoder.layers.#.mlp.fc1.weight";

  static final List<Rule> RULES =
      List.of(
          // IP-Adapters and style models
          ipAdapter(Family.SD_1, 768),
          ipAdapter(Family.SD_2, 1024),
          ipAdapter(Family.SDXL, 2048),
          Rule.of(IP_ADAPTER, Family.FLUX_1_TOOL, "Flux IP-Adapter")
              .length("double_blocks.#.processor.ip_adapter_double_stream_k_proj.weight", 0, 3072)
              .has("ip_adapter_proj_model.*"),
          Rule.of(OTHER, Family.FLUX_1_TOOL, "Flux Redux")
              .has("redux_down.weight", "redux_up.weight")
              .length("redux_up.weight", 0, 12288)
              .atMost(4),
          // ControlNets
          Rule.of(CONTROLNET, Family.SDXL, "Control-LoRA").has("lora_controlnet"),
          ldmControl(Family.SD_1, 768),
          ldmControl(Family.SD_2, 1024),
          ldmControl(Family.SDXL, 2048),
          unetControl(Family.SD_1, 768),
          unetControl(Family.SD_2, 1024),
          unetControl(Family.SDXL, 2048),
          Rule.of(CONTROLNET, Family.FLUX_1_TOOL, "Flux ControlNet of XLabs")
              .has("controlnet_blocks.#.weight", "double_blocks.#.img_attn.norm.key_norm.*")
              .length("img_in.weight", 0, 3072),
          Rule.of(CONTROLNET, Family.FLUX_1_TOOL, "Flux ControlNet")
              .has("controlnet_blocks.#.weight", "controlnet_x_embedder.weight")
              .lacks("transformer_blocks.#.img_mlp.*")
              .length("x_embedder.weight", 0, 3072)
              .length("context_embedder.weight", 1, 4096),
          Rule.of(CONTROLNET, Family.QWEN_IMAGE, "Qwen-Image ControlNet")
              .has("controlnet_blocks.#.weight", "transformer_blocks.#.img_mlp.net.#.proj.weight"),
          Rule.of(CONTROLNET, Family.QWEN_IMAGE, "Qwen-Image blockwise ControlNet")
              .has("controlnet_blocks.#.x_rms.weight", "img_in.weight"),
          Rule.of(CONTROLNET, Family.SD_35_LARGE, "SD 3.5 large ControlNet")
              .has("controlnet_blocks.#.weight", "pos_embed_input.proj.weight")
              .has("transformer_blocks.#.adaLN_modulation.#.bias"),
          Rule.of(CONTROLNET, Family.SD_3, "SD 3 ControlNet")
              .has("controlnet_blocks.#.weight", "pos_embed_input.proj.weight")
              .lacks("transformer_blocks.#.adaLN_modulation.#.bias"),
          Rule.of(CONTROLNET, Family.Z_IMAGE, "Z-Image ControlNet")
              .has("control_layers.#.*", "control_noise_refiner.#.*"),
          Rule.of(CONTROLNET, Family.HUNYUAN_DIT, "HunyuanDiT ControlNet")
              .reaches("after_proj_list.#.bias", 0, 18),
          Rule.of(CONTROLNET, Family.ANIMA, "Anima ControlNet-LLLite").has("lllite_dit_*"),
          Rule.of(CONTROLNET, Family.SDXL, "ControlNet-LLLite").has("lllite_unet_*"),
          Rule.of(CONTROLNET, Family.ANY, "T2I-Adapter")
              .hasAny("body.#.in_conv.weight", "body.#.block2.weight", "adapter.body.#.resnets.#.*")
              .lacks("*attn*"),
          // Motion modules
          Rule.of(MOTION_MODULE, Family.SD_1, "AnimateDiff for SD 1")
              .reaches("down_blocks.#.motion_modules.#.temporal_transformer.*", 0, 3),
          Rule.of(MOTION_MODULE, Family.SDXL, "AnimateDiff for SDXL")
              .reaches("up_blocks.#.motion_modules.#.temporal_transformer.*", 0, 2)
              .endsAt("up_blocks.#.motion_modules.#.temporal_transformer.*", 0, 2)
              .lacks("mid_block.motion_modules.*")
              .reaches("down_blocks.#.motion_modules.#.temporal_transformer.*", 0, 2)
              .endsAt("down_blocks.#.motion_modules.#.temporal_transformer.*", 0, 2),
          // VAEs
          vae(Family.ANY, "VAE of SD 1, SD 2 and SDXL", 4),
          vae(Family.ANY, "VAE of Flux.1, SD 3 and others", 16),
          vae(Family.FLUX_2, "VAE of Flux.2", 32),
          vae(Family.OTHER, "VAE of HunyuanImage 2.1", 64),
          Rule.of(VAE, Family.ANY, "VAE of Wan 2.1 and Qwen-Image")
              .hasAny(
                  "decoder.middle.#.residual.#.gamma", "decoder.mid_block.resnets.#.norm1.gamma")
              .axes("decoder.conv*", 5)
              .lacks("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          Rule.of(VAE, Family.ANY, "VAE of Wan 2.2 TI2V-5B")
              .has("decoder.middle.#.residual.#.gamma")
              .has("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          Rule.of(VAE, Family.HUNYUAN_VIDEO, "VAE of Hunyuan Video")
              .has("decoder.conv_in.conv.weight", "decoder.mid.attn_#.k.bias"),
          Rule.of(VAE, Family.COGVIDEO, "VAE of CogVideoX")
              .has("decoder.conv_in.conv.weight", "decoder.mid_block.resnets.#.norm1.norm_layer.*"),
          Rule.of(VAE, Family.LTXV, "VAE of LTX Video")
              .has("decoder.up_blocks.#.res_blocks.#.conv1.conv.weight")
              .lacks("audio_vae.*", "decoder.conv_in_x_t.weight"),
          Rule.of(VAE, Family.ACE_AUDIO, "audio VAE of ACE-Step")
              .has("decoder.block.#.snake1.alpha", "decoder.conv1.weight_g"),
          Rule.of(VAE, Family.OTHER, "VAE of Cosmos").hasAny("decoder.unpatcher3d.*"),
          Rule.of(VAE, Family.SVD, "VAE of Stable Video Diffusion")
              .has("decoder.mid.block_#.mix_factor"),
          Rule.of(VAE, Family.OTHER, "VAE of Sana").has("decoder.stages.#.#.main.conv.bias"),
          Rule.of(VAE, Family.CASCADE, "VAE of Stable Cascade").has("vquantizer.codebook.weight"),
          Rule.of(VAE, Family.ANY, "tiny autoencoder").has("taesd_decoder.#.weight"),
          // Text encoders
          Rule.of(TEXT_ENCODER, Family.ANY, "CLIP").has("text_model." + CLIP_LAYER),
          Rule.of(TEXT_ENCODER, Family.ANY, "CLIP of open_clip")
              .has("transformer.resblocks.#.attn.in_proj_weight", "ln_final.weight")
              .lacks("visual.*"),
          Rule.of(TEXT_ENCODER, Family.ANY, "T5")
              .has("encoder.block.#.layer.#.SelfAttention.k.weight"),
          Rule.of(TEXT_ENCODER, Family.ANY, "UMT5 in Wan's names")
              .has(
                  "token_embedding.weight", "blocks.#.attn.q.weight", "blocks.#.ffn.gate.#.weight"),
          Rule.of(TEXT_ENCODER, Family.ANY, "language model")
              .has("model.layers.#.self_attn.k_proj.weight", "model.embed_tokens.weight"),
          Rule.of(TEXT_ENCODER, Family.ANY, "language model")
              .has("layers.#.self_attn.k_proj.weight", "embed_tokens.weight"),
          // Image encoders
          Rule.of(CLIP_VISION, Family.ANY, "CLIP vision or SigLIP")
              .has("vision_model." + CLIP_LAYER)
              .lacks("text_model.*", "multi_modal_projector.*"),
          Rule.of(CLIP_VISION, Family.ANY, "CLIP vision of open_clip")
              .has("visual.transformer.resblocks.#.attn.in_proj_weight")
              .lacks("ln_final.*"),
          Rule.of(CLIP_VISION, Family.ANY, "DINOv2").has("encoder.layer.#.layer_scale2.lambda1"),
          // Upscalers
          upscaler("ESRGAN").has("model.#.sub.#.RDB1.conv1.#.weight"),
          upscaler("ESRGAN").has("conv_first.weight", "body.#.rdb1.conv1.weight"),
          upscaler("ESRGAN").has("conv_first.weight", "RRDB_trunk.#.RDB1.conv1.weight"),
          upscaler("Compact").axes("body.#.weight", 1).axes("body.#.weight", 4).lacks("*attn*"),
          upscaler("SwinIR, HAT, ATD").has("conv_first.weight", "layers.#.residual_group.*"),
          upscaler("DAT, RGT").has("before_RG.#.weight", "conv_first.weight"),
          upscaler("DRCT").has("layers.#.swin1.attn.relative_position_bias_table"),
          upscaler("SPAN").has("block_#.c1_r.sk.weight", "conv_cat.weight"),
          upscaler("OmniSR").has("residual_layer.#.residual_layer.#.layer.#.fn.#.weight"),
          upscaler("PLKSR").has("feats.#.weight", "feats.#.lk.conv.weight"),
          upscaler("MoSR").has("gblocks.#.norm.weight"),
          upscaler("SAFMN").has("to_feat.weight", "feats.#.safm.mfr.#.weight"));

  private ComponentRules() {}

  private static Rule ipAdapter(Family family, long width) {
    return Rule.of(IP_ADAPTER, family, "IP-Adapter").has("image_proj.*").length(IP_KEY, 1, width);
  }

  private static Rule ldmControl(Family family, long width) {
    return Rule.of(CONTROLNET, family, "ControlNet")
        .has("zero_convs.#.#.weight")
        .lacks("output_blocks.*")
        .length(CONTROL_CONTEXT, 1, width);
  }

  private static Rule unetControl(Family family, long width) {
    return Rule.of(CONTROLNET, family, "ControlNet in the names of diffusers")
        .has("controlnet_cond_embedding.conv_in.weight", "controlnet_down_blocks.#.weight")
        .lacks("up_blocks.*")
        .length(UNET_CONTEXT, 1, width);
  }

  private static Rule vae(Family family, String name, long channels) {
    return Rule.of(VAE, family, name)
        .has("encoder.conv_in.weight", "decoder.conv_out.weight")
        .lacks("decoder.mid.block_#.mix_factor", "decoder.mid_block.resnets.#.norm1.gamma")
        .axes("decoder.conv_in.weight", 4)
        .length("decoder.conv_in.weight", 1, channels);
  }

  private static Rule upscaler(String name) {
    return Rule.of(UPSCALER, Family.UPSCALER, name);
  }
}
