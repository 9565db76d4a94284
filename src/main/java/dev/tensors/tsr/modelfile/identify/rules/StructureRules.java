package dev.tensors.tsr.modelfile.identify.rules;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import dev.tensors.tsr.modelfile.identify.matching.Types;
import java.util.List;

/**
 * How models of any width and depth are built. These rules are used if no other rule matches a
 * file; they yield its type, and no base model.
 */
public final class StructureRules {

  public static final List<Rule> RULES =
      List.of(
          rule(Types.UNET, "UNet of latent diffusion")
              .has("input_blocks.*", "middle_block.*", "output_blocks.*", "out.#.weight"),
          rule(Types.UNET, "UNet of diffusers")
              .has("conv_in.weight", "conv_out.weight", "time_embedding.*")
              .has("down_blocks.*", "mid_block.*", "up_blocks.*"),
          rule(Types.UNET, "transformer of two streams")
              .has("double_blocks.*", "img_in.*")
              .hasAny("final_layer.*", "proj_out.*"),
          rule(Types.UNET, "transformer of joint blocks")
              .has("joint_blocks.*", "x_embedder.*", "final_layer.*"),
          rule(Types.UNET, "transformer of one stream")
              .hasAny("blocks.#.*", "layers.#.*")
              .hasAny("patch_embedding.*", "*x_embedder.*", "patch_embed.*")
              .hasAny("head.*", "*final_layer.*"),
          rule(Types.UNET, "transformer of diffusers")
              .has("transformer_blocks.*", "proj_out.weight")
              .hasAny("x_embedder.*", "img_in.*", "proj_in.*", "patchify_proj.*", "pos_embed.*"),
          rule(Types.CONTROLNET, "ControlNet of a UNet")
              .has("zero_convs.#.#.weight", "input_hint_block.*")
              .lacks("output_blocks.*"),
          rule(Types.CONTROLNET, "ControlNet of diffusers")
              .hasAny("controlnet_cond_embedding.conv_in.weight", "controlnet_blocks.#.*")
              .lacks("up_blocks.*", "proj_out.weight", "final_layer.*"),
          rule(Types.IP_ADAPTER, "IP-Adapter of a UNet")
              .has("image_proj.*", "ip_adapter.#.to_k_ip.weight"),
          rule(Types.IP_ADAPTER, "IP-Adapter of a transformer")
              .has("ip_adapter_proj_model.*", "double_blocks.#.processor.*"),
          rule(Types.MOTION_MODULE, "motion module")
              .has("*motion_modules.#.temporal_transformer.*")
              .lacks("conv_in.weight", "input_blocks.*"),
          rule(Types.VAE, "VAE")
              .has("encoder.conv_in.weight", "decoder.conv_in.weight", "decoder.conv_out.weight"),
          rule(Types.EMBEDDING, "embedding").only("emb_params").axes("emb_params", 2));

  private StructureRules() {}

  private static Rule rule(String type, String name) {
    return Rule.of(type, Family.ANY, name);
  }
}
