package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.VAE;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * VAEs, for images, videos and sounds. Most serve several families, so that they imply no base
 * model. Two VAEs whose tensors are the same in names and shapes have one class: those of SD 1 and
 * SDXL, of Flux.1 and SD 3, of Wan 2.1 and Qwen-Image, of LTX Video and LTX-2.
 */
public final class VaeRules {

  private static final String IN = "decoder.conv_in.weight";
  private static final String IN_3D = "decoder.conv_in.conv.weight";

  /** Each step down halves the image; there are three of them, in two programs' names. */
  private static final String DOWN =
      "encoder.down.#.downsample.conv.weight|encoder.down_blocks.#.downsamplers.#.conv.weight";

  private static final String WAN_NORM =
      "decoder.middle.#.residual.#.gamma|decoder.mid_block.resnets.#.norm1.gamma";
  private static final String WAN_IN = "decoder.conv1.weight|decoder.conv_in.weight";
  private static final String WAN_IMAGE = "encoder.conv1.weight|encoder.conv_in.weight";

  /** Oobleck's steps up in time, in the names of stable-audio-tools: a kernel is two strides. */
  private static final String UP_SOUND =
      "decoder.layers.#.layers.#.weight_v"
          + "|decoder.layers.#.layers.#.parametrizations.weight.original1";

  private static final String SNAKE = "decoder.layers.#.layers.#.beta";
  private static final String UP_SOUND_DIFFUSERS = "decoder.block.#.conv_t1.weight_v";

  public static final List<Rule> RULES =
      List.of(
          // Images
          image(Family.ANY, "VAE of SD 1, SD 2 and SDXL", 4),
          image(Family.ANY, "VAE of SD 1, SD 2 and SDXL with all its steps", 4)
              .as("kl4")
              .reaches(DOWN, 0, 2),
          image(Family.ANY, "VAE of Flux.1, SD 3 and others", 16),
          image(Family.ANY, "VAE of Flux.1, SD 3 and others without quant_conv", 16)
              .as("ae16")
              .lacks("quant_conv.*"),
          rule(Family.FLUX_2, "VAE of Flux.2")
              .as("flux2")
              .has("encoder.conv_in.weight", "decoder.conv_out.weight")
              .lacks("decoder.mid.block_#.mix_factor", "decoder.mid_block.resnets.#.norm1.gamma")
              .axes(IN, 4)
              .length(IN, 1, 32)
              .length("bn.running_mean", 0, 128),
          image(Family.OTHER, "VAE of HunyuanImage 2.1", 64)
              .as("hunyuan-image-2.1")
              .lacks("bn.*")
              .length("encoder.conv_out.bias", 0, 128),
          rule(Family.OTHER, "VAE of the refiner of HunyuanImage 2.1")
              .as("hunyuan-image-refiner")
              .lacks("*.gamma", "bn.*")
              .axes(IN, 5)
              .length(IN, 1, 32),
          rule(Family.CASCADE, "VAE of Stable Cascade")
              .as("cascade")
              .length("vquantizer.codebook.weight", 0, 8192),
          rule(Family.ANY, "VAE of Sana").as("sana-dcae").has("decoder.stages.#.#.main.conv.bias"),
          rule(Family.ANY, "VAE of Mage-Flow")
              .as("mage-flow")
              .has("student.dconv_encoder.proj_out.weight"),
          rule(Family.ANY, "VAE of pixels").as("pixel").has("pixel_space_vae"),
          // Videos
          rule(Family.SVD, "VAE of Stable Video Diffusion")
              .as("svd")
              .has("decoder.mid.block_#.mix_factor")
              .length(IN, 0, 512)
              .length(IN, 1, 4),
          rule(Family.ANY, "VAE of Wan 2.1 and Qwen-Image")
              .has(WAN_NORM)
              .axes("decoder.conv*", 5)
              .lacks("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          rule(Family.ANY, "VAE of Wan 2.1 and Qwen-Image for RGB")
              .as("wan21")
              .has(WAN_NORM)
              .axes(WAN_IN, 5)
              .length(WAN_IN, 1, 16)
              .ifTold(WAN_IMAGE, 1, 3),
          rule(Family.ANY, "VAE of Qwen-Image-Layered")
              .as("qwen-image-layered")
              .has(WAN_NORM)
              .axes(WAN_IN, 5)
              .length(WAN_IN, 1, 16)
              .length(WAN_IMAGE, 1, 4),
          rule(Family.ANY, "VAE of Wan 2.2 TI2V-5B")
              .has("decoder.middle.#.residual.#.gamma")
              .has("decoder.upsamples.#.upsamples.#.residual.#.weight"),
          rule(Family.ANY, "VAE of Wan 2.2 TI2V-5B with 48 channels")
              .as("wan22")
              .has(WAN_NORM)
              .axes(WAN_IN, 5)
              .length(WAN_IN, 1, 48),
          rule(Family.ANY, "VAE of Qwen-Image 2.1")
              .as("qwen-image-2.1")
              .has(WAN_NORM)
              .length(WAN_IN, 1, 64)
              .length("decoder.head.#.weight", 2, 1),
          rule(Family.HUNYUAN_VIDEO, "VAE of Hunyuan Video")
              .as("hunyuan-video")
              .has("decoder.mid.attn_#.k.bias")
              .length(IN_3D, 1, 16)
              .length(IN_3D, 2, 3),
          rule(Family.HUNYUAN_VIDEO_15, "VAE of Hunyuan Video 1.5")
              .as("hunyuan-video-1.5")
              .lacks("*.norm_layer.*", "*.res_blocks.*")
              .length(IN_3D, 1, 32)
              .length(IN_3D, 2, 3),
          rule(Family.COGVIDEO, "VAE of CogVideoX")
              .as("cogvideox")
              .has("decoder.mid_block.resnets.#.norm1.norm_layer.*")
              .length(IN_3D, 1, 16),
          rule(Family.LTXV_ANY, "VAE of LTX Video")
              .as("ltxv")
              .has("decoder.up_blocks.#.res_blocks.#.conv1.conv.weight")
              .lacks("audio_vae.*", "decoder.conv_in_x_t.weight")
              .length(IN_3D, 0, 512, 1024)
              .length(IN_3D, 1, 128),
          rule(Family.ANY, "VAE of LTX-2.5").as("ltx-2.5-video").has("decoder.conv_in_x_t.weight"),
          rule(Family.ANY, "VAE of Mochi")
              .as("mochi")
              .hasAny(
                  "*blocks.#.blocks.#.stack.#.weight", "*layers.#.layers.#.attn_block.attn.qkv.*"),
          rule(Family.ANY, "VAE of Cosmos").as("cosmos").has("decoder.unpatcher3d.*"),
          rule(Family.ANY, "VAE of SeedVR2")
              .as("seedvr2")
              .has("decoder.up_blocks.#.upsamplers.#.upscale_conv.weight"),
          rule(Family.ANY, "video VAE of MiniMax H3")
              .as("minimax-h3-video")
              .has("decoder.transformer_blocks.#.scale1")
              .reaches("encoder.down.#.*", 0, 5),
          // Sounds
          rule(Family.ANY, "audio VAE of ACE-Step 1.0")
              .as("ace-1.0")
              .has("vocoder.backbone.channel_layers.#.#.bias"),
          rule(Family.ACE_STEP_15, "audio VAE of ACE-Step 1.5")
              .as("oobleck-ace-1.5")
              .has("decoder.block.#.snake1.alpha")
              .length("decoder.conv1.weight_g", 0, 2048)
              .length("decoder.conv1.weight_v", 1, 64)
              .length(UP_SOUND_DIFFUSERS, 2, 12),
          rule(Family.ACE_STEP_15, "audio VAE of ACE-Step 1.5 (stable-audio-tools)")
              .as("oobleck-ace-1.5")
              .has(SNAKE)
              .length(UP_SOUND, 2, 12)
              .endsAt(UP_SOUND, 0, 5),
          rule(Family.ANY, "audio VAE of Stable Audio (diffusers)")
              .as("oobleck-stable-audio")
              .has("decoder.block.#.snake1.alpha")
              .length("decoder.conv1.weight_v", 1, 64)
              .length(UP_SOUND_DIFFUSERS, 2, 16)
              .noLength(UP_SOUND_DIFFUSERS, 2, 12),
          rule(Family.ANY, "audio VAE of Stable Audio")
              .as("oobleck-stable-audio")
              .has(SNAKE)
              .length(UP_SOUND, 2, 16)
              .noLength(UP_SOUND, 2, 12)
              .endsAt(UP_SOUND, 0, 5),
          rule(Family.ANY, "audio VAE of YuE2")
              .as("oobleck-yue2")
              .has(SNAKE)
              .reaches(UP_SOUND, 0, 6),
          rule(Family.ANY, "audio VAE of Stable Audio 3")
              .as("stable-audio-3")
              .has("decoder.layers.#.transformers.#.pre_norm.alpha"),
          rule(Family.ANY, "audio VAE of LTX-2")
              .as("ltx-audio")
              .hasAny("vocoder.resblocks.#.convs1.#.weight", "vocoder.vocoder.*")
              .lacks("vocoder.activation_post.*"),
          rule(Family.ANY, "audio VAE of MiniMax H3")
              .as("minimax-h3-audio")
              .has("pre_block.attn.zero_k_bias"),
          rule(Family.ANY, "audio VAE of MiniMax Music 3")
              .as("minimax-music-3")
              .has("dec_in_proj.weight", "decoder.model.#.weight_g"),
          rule(Family.ANY, "audio VAE of MMAudio")
              .as("mmaudio")
              .has("vocoder.activation_post.downsample.lowpass.filter"),
          // Shapes
          rule(Family.ANY, "VAE of Hunyuan3D").has("geo_decoder.*"),
          rule(Family.ANY, "VAE of Trellis").as("trellis").has("shape_dec.*", "txt_dec.*"),
          // Previews
          rule(Family.ANY, "tiny autoencoder").as("taesd").has("taesd_decoder.#.weight"),
          rule(Family.ANY, "tiny autoencoder (diffusers)")
              .as("taesd")
              .has("encoder.layers.#.weight", "decoder.layers.#.weight"),
          rule(Family.ANY, "tiny autoencoder in two files")
              .as("taesd")
              .every("#.conv.#.weight", 0, 64)
              .every("#.conv.#.weight", 1, 64)
              .only("#.weight|#.bias|#.conv.#.weight|#.conv.#.bias|#.skip.weight"),
          rule(Family.ANY, "tiny autoencoder for videos")
              .as("taehv")
              .has("decoder.#.weight")
              .reaches("decoder.#.bias", 0, 22));

  private VaeRules() {}

  private static Rule rule(Family family, String name) {
    return Rule.of(VAE, family, name);
  }

  /** A VAE for images, by the channels of its latents. */
  private static Rule image(Family family, String name, long channels) {
    return rule(family, name)
        .has("encoder.conv_in.weight", "decoder.conv_out.weight")
        .lacks("decoder.mid.block_#.mix_factor", "decoder.mid_block.resnets.#.norm1.gamma")
        .axes(IN, 4)
        .length(IN, 0, 512, 1024)
        .length(IN, 1, channels);
  }
}
