package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.UNET;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/** Flux, Chroma, Stable Diffusion 3 and others whose blocks have a stream for image and text. */
public final class FluxRules {

  private static final String PROJ = "double_blocks.#.img_attn.proj.weight";
  private static final String SINGLE = "single_blocks.#.linear1.weight";
  private static final String TO_Q = "transformer_blocks.#.attn.to_q.weight";
  private static final String SINGLE_TO_Q = "single_transformer_blocks.#.attn.to_q.weight";
  private static final String JOINT = "joint_blocks.#.x_block.attn.proj.weight";
  private static final String JOINT_NORM = "joint_blocks.#.x_block.attn.ln_q.weight";
  private static final String GUIDANCE = "guidance_in.in_layer.weight";
  private static final String GUIDANCE_EMBEDDER = "time_text_embed.guidance_embedder.*";

  public static final List<Rule> RULES =
      List.of(
          // Stable Diffusion 3
          model(Family.SD_3, "SD 3 medium")
              .has("joint_blocks.#.context_block.attn.qkv.weight")
              .lacks(JOINT_NORM)
              .every(JOINT, 0, 1536)
              .length("pos_embed", 1, 36864),
          model(Family.SD_35_MEDIUM, "SD 3.5 medium")
              .has(JOINT_NORM, "joint_blocks.#.x_block.attn2.*")
              .every(JOINT, 0, 1536),
          model(Family.SD_35_LARGE, "SD 3.5 large")
              .has(JOINT_NORM)
              .lacks("joint_blocks.#.x_block.attn2.*")
              .reaches(JOINT, 0, 37)
              .every(JOINT, 0, 2432),
          sd3(Family.SD_3, "SD 3 medium (diffusers)", 1536)
              .lacks("transformer_blocks.#.attn.norm_q.weight"),
          sd3(Family.SD_35_MEDIUM, "SD 3.5 medium (diffusers)", 1536)
              .has("transformer_blocks.#.attn2.*"),
          sd3(Family.SD_35_LARGE, "SD 3.5 large (diffusers)", 2432)
              .has("transformer_blocks.#.attn.norm_q.weight"),
          // Flux.1
          flux(Family.FLUX_1_DEV, "Flux.1 dev", 18).has(GUIDANCE).length("img_in.weight", 1, 64),
          flux(Family.FLUX_1_SCHNELL, "Flux.1 schnell", 18)
              .lacks(GUIDANCE)
              .length("img_in.weight", 1, 64),
          flux(Family.FLUX_1_TOOL, "Flux.1 Fill, Depth, Canny", 18)
              .has(GUIDANCE)
              .length("img_in.weight", 1, 128, 384),
          flux(Family.FLEX, "Flex", 7).endsAt(PROJ, 0, 7).length("img_in.weight", 1, 64, 196),
          fluxDiffusers(Family.FLUX_1_DEV, "Flux.1 dev (diffusers)")
              .has(GUIDANCE_EMBEDDER)
              .length("x_embedder.weight", 1, 64),
          fluxDiffusers(Family.FLUX_1_SCHNELL, "Flux.1 schnell (diffusers)")
              .lacks(GUIDANCE_EMBEDDER)
              .length("x_embedder.weight", 1, 64),
          fluxDiffusers(Family.FLUX_1_TOOL, "Flux.1 Fill, Depth, Canny (diffusers)")
              .has(GUIDANCE_EMBEDDER)
              .length("x_embedder.weight", 1, 128, 384),
          // Flux.2
          flux2(Family.FLUX_2_DEV, "Flux.2 dev", 6144, 47),
          flux2(Family.FLUX_2_KLEIN_9B, "Flux.2 Klein 9B", 4096, 23),
          flux2(Family.FLUX_2_KLEIN_4B, "Flux.2 Klein 4B", 3072, 19),
          // Others with the blocks of Flux.1
          chroma(Family.CHROMA, "Chroma").lacks("nerf_*"),
          chroma(Family.CHROMA_RADIANCE, "Chroma Radiance").has("nerf_*"),
          model(Family.CHROMA, "Chroma (diffusers)")
              .has("distilled_guidance_layer.*")
              .lacks("time_text_embed.*", "vector_in.*", "double_stream_modulation_img.*")
              .reaches(SINGLE_TO_Q, 0, 37)
              .every(TO_Q, 0, 3072),
          model(Family.OVIS, "Ovis-Image")
              .has("double_blocks.#.img_mlp.gate_proj.*")
              .every(PROJ, 0, 3072),
          model(Family.LONGCAT_IMAGE, "LongCat-Image")
              .has("double_blocks.#.img_attn.norm.key_norm.*")
              .lacks("vector_in.*")
              .every(PROJ, 0, 3072)
              .length("txt_in.weight", 1, 3584),
          // Hunyuan
          model(Family.HUNYUAN_VIDEO, "Hunyuan Video")
              .has("txt_in.individual_token_refiner.*", "vector_in.*")
              .reaches("single_blocks.#.linear1.*", 0, 39)
              .length("img_in.proj.weight", 0, 3072),
          model(Family.HUNYUAN_VIDEO_15, "Hunyuan Video 1.5")
              .has("txt_in.individual_token_refiner.*")
              .length("vision_in.proj.#.weight", 0, 1152)
              .length("img_in.proj.weight", 0, 2048),
          model(Family.HUNYUAN_VIDEO, "Hunyuan Video (diffusers)")
              .has("context_embedder.token_refiner.refiner_blocks.#.*")
              .length("x_embedder.proj.weight", 0, 3072),
          model(Family.HUNYUAN_VIDEO_15, "Hunyuan Video 1.5 (diffusers)")
              .has("context_embedder.token_refiner.refiner_blocks.#.*")
              .length("x_embedder.proj.weight", 0, 2048),
          model(Family.HUNYUAN_IMAGE, "HunyuanImage 2.1")
              .has("txt_in.individual_token_refiner.*")
              .lacks("vector_in.*", "vision_in.*")
              .length("img_in.proj.weight", 0, 3584),
          model(Family.HUNYUAN_IMAGE_REFINER, "refiner of HunyuanImage 2.1")
              .has("txt_in.individual_token_refiner.*")
              .lacks("vector_in.*", "vision_in.*")
              .length("img_in.proj.weight", 0, 3328));

  private FluxRules() {}

  private static Rule model(Family family, String name) {
    return Rule.of(UNET, family, name);
  }

  private static Rule chroma(Family family, String name) {
    return model(family, name)
        .has("distilled_guidance_layer.*")
        .lacks("vector_in.*", "double_blocks.#.img_mod.*", "guidance_in.*")
        .lacks("double_stream_modulation_img.*")
        .reaches(SINGLE, 0, 37)
        .every(PROJ, 0, 3072);
  }

  private static Rule sd3(Family family, String name, long width) {
    return model(family, name)
        .has("transformer_blocks.#.attn.add_q_proj.weight")
        .lacks("single_transformer_blocks.*")
        .reaches(TO_Q, 0, 23)
        .every(TO_Q, 0, width)
        .length("pos_embed.proj.weight", 0, width);
  }

  private static Rule flux(Family family, String name, long lastDouble) {
    return model(family, name)
        .has("vector_in.*", "double_blocks.#.img_attn.norm.key_norm.*")
        .lacks("distilled_guidance_layer.*", "double_blocks.#.img_mlp.gate_proj.*")
        .lacks("double_stream_modulation_img.*", "condition_embedder.*", "controlnet_*")
        .every(PROJ, 0, 3072)
        .reaches(PROJ, 0, lastDouble)
        .reaches(SINGLE, 0, 37);
  }

  private static Rule fluxDiffusers(Family family, String name) {
    return model(family, name)
        .has("time_text_embed.timestep_embedder.*")
        .lacks("distilled_guidance_layer.*", "double_stream_modulation_img.*", "controlnet_*")
        .lacks("transformer_blocks.#.img_mlp.*")
        .length("x_embedder.weight", 0, 3072)
        .length("context_embedder.weight", 1, 4096)
        .every(TO_Q, 0, 3072)
        .reaches(TO_Q, 0, 18)
        .reaches(SINGLE_TO_Q, 0, 37);
  }

  /** Flux.2 modulates all blocks alike, by six widths for the image. */
  private static Rule flux2(Family family, String name, long width, long lastSingle) {
    String single = "single_blocks.#.linear2.*|single_transformer_blocks.#.attn.to_out.*";
    return model(family, name)
        .lacks("time_text_embed.*", "vector_in.*", "condition_embedder.*")
        .lacks("distilled_guidance_layer.*")
        .length("double_stream_modulation_img.*", 0, 6 * width)
        .every(PROJ + "|" + TO_Q, 0, width)
        .reaches(single, 0, lastSingle)
        .endsAt(single, 0, lastSingle);
  }
}
