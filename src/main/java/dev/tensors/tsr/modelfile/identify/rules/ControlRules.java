package dev.tensors.tsr.modelfile.identify.rules;

import static dev.tensors.tsr.modelfile.identify.matching.Types.CONTROLNET;
import static dev.tensors.tsr.modelfile.identify.matching.Types.IP_ADAPTER;
import static dev.tensors.tsr.modelfile.identify.matching.Types.MOTION_MODULE;
import static dev.tensors.tsr.modelfile.identify.matching.Types.OTHER;

import dev.tensors.tsr.modelfile.identify.matching.Family;
import dev.tensors.tsr.modelfile.identify.matching.Rule;
import java.util.List;

/** What steers a diffusion model: ControlNets, IP-Adapters, style models and motion modules. */
public final class ControlRules {

  private static final String LDM_TEXT = "input_blocks.#.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String TEXT =
      "down_blocks.#.attentions.#.transformer_blocks.#.attn2.to_k.weight";
  private static final String DOWN_MOTION =
      "down_blocks.#.motion_modules.#.temporal_transformer.norm.weight";
  private static final String MOTION = "*motion_modules.#.temporal_transformer.norm.weight";
  private static final String KOLORS = "image_proj.layers.#.#.to_out.weight";

  public static final List<Rule> RULES =
      List.of(
          // IP-Adapters and style models
          ipAdapter(Family.SD_1, "IP-Adapter for SD 1", 768),
          ipAdapter(Family.SD_2, "IP-Adapter for SD 2", 1024),
          ipAdapter(Family.SDXL, "IP-Adapter for SDXL", 2048)
              .lacks("image_proj.perceiver_resampler.*")
              .noLength(KOLORS, 0, 2048),
          ipAdapter(Family.KOLORS, "IP-Adapter for Kolors", 2048).length(KOLORS, 0, 2048),
          rule(IP_ADAPTER, Family.FLUX_1_TOOL, "IP-Adapter for Flux.1 (XLabs)")
              .has("ip_adapter_proj_model.*")
              .every("double_blocks.#.processor.ip_adapter_double_stream_k_proj.weight", 0, 3072),
          rule(OTHER, Family.FLUX_1_TOOL, "Flux.1 Redux")
              .length("redux_up.weight", 0, 12288)
              .length("redux_down.weight", 1, 12288)
              .atMost(4),
          rule(OTHER, Family.ANY, "T2I style adapter").has("style_embedding", "proj"),
          // ControlNets of UNets
          ldmControl(Family.SD_1, "ControlNet for SD 1", 768),
          ldmControl(Family.SD_2, "ControlNet for SD 2", 1024),
          ldmControl(Family.SDXL, "ControlNet for SDXL", 2048),
          diffusersControl(Family.SD_1, "ControlNet for SD 1 (diffusers)", 768),
          diffusersControl(Family.SD_2, "ControlNet for SD 2 (diffusers)", 1024),
          diffusersControl(Family.SDXL, "ControlNet for SDXL (diffusers)", 2048),
          control(Family.SDXL, "Control-LoRA")
              .has("lora_controlnet")
              .length("*.attn2.to_k.down", 1, 2048),
          control(Family.SDXL, "ControlNet-LLLite")
              .every("lllite_unet_*.down.#.weight", 1, 640, 1280, 2048),
          control(Family.ANIMA, "ControlNet-LLLite for Anima")
              .every("lllite_dit_*.down.#.weight", 1, 2048),
          control(Family.SDXL, "T2I-Adapter for SDXL")
              .has("body.#.block2.weight")
              .length("conv_in.weight", 0, 320)
              .length("conv_in.weight", 1, 256, 768),
          control(Family.ANY, "T2I-Adapter")
              .has("body.#.block2.weight")
              .noLength("conv_in.weight", 1, 256, 768),
          control(Family.ANY, "T2I-Adapter (light)").has("body.#.in_conv.weight"),
          control(Family.ANY, "T2I-Adapter (diffusers)")
              .has("adapter.body.#.resnets.#.block1.weight"),
          control(Family.ANY, "GLIGEN").has("position_net.*", "*.fuser.*"),
          // ControlNets of transformers
          flux("ControlNet for Flux.1 (XLabs)")
              .has("double_blocks.#.img_attn.norm.key_norm.*")
              .every("controlnet_blocks.#.weight", 0, 3072)
              .length("img_in.weight", 0, 3072),
          flux("ControlNet for Flux.1")
              .has("controlnet_blocks.#.weight", "controlnet_x_embedder.weight")
              .lacks("transformer_blocks.#.img_mlp.*")
              .length("x_embedder.weight", 0, 3072)
              .length("context_embedder.weight", 1, 4096),
          flux("ControlNet for Flux.1 (MistoLine)")
              .every("controlnet_blocks.#.linear.weight", 0, 3072),
          control(Family.QWEN_IMAGE, "ControlNet for Qwen-Image")
              .has("transformer_blocks.#.img_mlp.net.#.proj.weight")
              .every("controlnet_blocks.#.weight", 0, 3072),
          control(Family.QWEN_IMAGE, "ControlNet for Qwen-Image (blockwise)")
              .has("img_in.weight")
              .every("controlnet_blocks.#.x_rms.weight", 0, 3072),
          control(Family.SD_35_LARGE, "ControlNet for SD 3.5 large")
              .has("controlnet_blocks.#.weight", "transformer_blocks.#.adaLN_modulation.#.bias")
              .length("pos_embed_input.proj.weight", 0, 2432),
          control(Family.SD_3, "ControlNet for SD 3")
              .has("controlnet_blocks.#.weight")
              .lacks("transformer_blocks.#.adaLN_modulation.#.bias")
              .length("pos_embed_input.proj.weight", 0, 1536),
          control(Family.Z_IMAGE, "ControlNet for Z-Image")
              .has("control_noise_refiner.#.*")
              .every(
                  "control_layers.#.attention.qkv.weight|control_layers.#.attention.to_q.weight",
                  1,
                  3840),
          control(Family.HUNYUAN_DIT, "ControlNet for HunyuanDiT")
              .reaches("after_proj_list.#.bias", 0, 18)
              .every("after_proj_list.#.bias", 0, 1408),
          // Motion modules
          rule(MOTION_MODULE, Family.SD_1, "motion module for SD 1")
              .reaches(DOWN_MOTION, 0, 3)
              .every(MOTION, 0, 320, 640, 1280),
          rule(MOTION_MODULE, Family.SDXL, "motion module for SDXL")
              .reaches(DOWN_MOTION, 0, 2)
              .endsAt(DOWN_MOTION, 0, 2)
              .lacks("mid_block.motion_modules.*")
              .every(MOTION, 0, 320, 640, 1280)
              .reaches("up_blocks.#.motion_modules.#.temporal_transformer.norm.weight", 0, 2));

  private ControlRules() {}

  private static Rule rule(String type, Family family, String name) {
    return Rule.of(type, family, name);
  }

  private static Rule control(Family family, String name) {
    return Rule.of(CONTROLNET, family, name);
  }

  /** A ControlNet has neither the last layer of a model nor what only Flux.2 and Chroma have. */
  private static Rule flux(String name) {
    return control(Family.FLUX_1_TOOL, name)
        .lacks("final_layer.*", "proj_out.weight", "double_stream_modulation_img.*")
        .lacks("distilled_guidance_layer.*", "joint_blocks.*");
  }

  private static Rule ipAdapter(Family family, String name, long text) {
    return rule(IP_ADAPTER, family, name)
        .has("image_proj.*")
        .every("ip_adapter.#.to_k_ip.weight", 0, 320, 640, 1280)
        .every("ip_adapter.#.to_k_ip.weight", 1, text);
  }

  private static Rule ldmControl(Family family, String name, long text) {
    return control(family, name)
        .has("zero_convs.#.#.weight")
        .length("input_blocks.#.#.bias", 0, 320)
        .every(LDM_TEXT, 1, text);
  }

  private static Rule diffusersControl(Family family, String name, long text) {
    return control(family, name)
        .has("controlnet_cond_embedding.conv_in.weight", "controlnet_down_blocks.#.weight")
        .lacks("double_blocks.*", "single_transformer_blocks.*", "encoder_hid_proj.*")
        .length("conv_in.bias", 0, 320)
        .every(TEXT, 1, text);
  }
}
