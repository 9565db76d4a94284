package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.UNET;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/**
 * UNets of Stable Diffusion and its kin, without the prefix of the diffusion model: in the names of
 * latent diffusion, then in those of diffusers. The width of the text that the cross-attention
 * reads distinguishes them.
 */
public final class UnetRules {

  private static final String LDM_TEXT = "input_blocks.#.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String LDM_CLASS = "label_emb.#.#.weight";
  private static final String TEXT =
      "down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String CLASS = "add_embedding.linear_#.weight";

  public static final List<Rule> RULES =
      List.of(
          ldm(Family.SD_1, "SD 1", 768, 320)
              .lacks("label_emb.*", "*time_stack*")
              .fileLacks("cc_projection.weight"),
          ldm(Family.SD_2, "SD 2", 1024, 320).lacks("label_emb.*", "*time_stack*"),
          ldm(Family.SD_2_UNCLIP, "SD 2.1 unCLIP", 1024, 320)
              .lacks("*time_stack*")
              .length(LDM_CLASS, 1, 1536, 2048),
          ldm(Family.SVD, "Stable Video Diffusion", 1024, 320)
              .has("*time_stack*")
              .length(LDM_CLASS, 1, 768),
          ldm(Family.OTHER, "SV3D", 1024, 320).has("*time_stack*").length(LDM_CLASS, 1, 256, 1280),
          ldm(Family.OTHER, "SD 2 upscaler", 1024, 256),
          ldm(Family.OTHER, "Stable Zero123", 768, 320).fileHas("cc_projection.weight"),
          ldm(Family.SDXL, "SDXL", 2048, 320)
              .length(LDM_CLASS, 1, 2816)
              .reaches(LDM_TEXT, 2, 9)
              .fileLacks("edm_mean"),
          ldm(Family.PLAYGROUND, "Playground 2.5", 2048, 320)
              .length(LDM_CLASS, 1, 2816)
              .reaches(LDM_TEXT, 2, 9)
              .fileHas("edm_mean"),
          ldm(Family.SDXL_DISTILLED, "SSD-1B, Vega, KOALA", 2048, 320)
              .length(LDM_CLASS, 1, 2816)
              .reaches(LDM_TEXT, 0, 7)
              .endsAt(LDM_TEXT, 2, 5),
          ldm(Family.KOLORS, "Kolors", 2048, 320).length(LDM_CLASS, 1, 5632),
          ldm(Family.SDXL_REFINER, "SDXL refiner", 1280, 384).length(LDM_CLASS, 1, 2560),
          diffusers(Family.SD_1, "SD 1 (diffusers)", 768).lacks("add_embedding.*"),
          diffusers(Family.SD_2, "SD 2 (diffusers)", 1024)
              .lacks("add_embedding.*", "class_embedding.*"),
          diffusers(Family.SDXL, "SDXL (diffusers)", 2048)
              .length(CLASS, 1, 2816)
              .reaches(TEXT, 2, 9)
              .lacks("encoder_hid_proj.*"),
          diffusers(Family.SDXL_DISTILLED, "SSD-1B, Vega, KOALA (diffusers)", 2048)
              .length(CLASS, 1, 2816)
              .reaches(TEXT, 0, 2)
              .endsAt(TEXT, 2, 5),
          diffusers(Family.KOLORS, "Kolors (diffusers)", 2048).length(CLASS, 1, 5632));

  private UnetRules() {}

  /** A UNet in the names of latent diffusion, by the width of the text and its channels. */
  private static Rule ldm(Family family, String name, long text, long channels) {
    return Rule.of(UNET, family, name)
        .has("output_blocks.*", "middle_block.*")
        .length("input_blocks.#.#.bias", 0, channels)
        .every(LDM_TEXT, 1, text);
  }

  /** A UNet in the names of diffusers, by the width of the text. */
  private static Rule diffusers(Family family, String name, long text) {
    return Rule.of(UNET, family, name)
        .has("up_blocks.*", "mid_block.*")
        .length("conv_in.bias", 0, 320)
        .every(TEXT, 1, text);
  }
}
