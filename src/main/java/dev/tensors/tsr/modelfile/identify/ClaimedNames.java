package dev.tensors.tsr.modelfile.identify;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;

/**
 * The values by which metadata names base models. Values that name only a family, such as sd_v1,
 * flux1 or stable-diffusion-xl-v1-base, are left out, since the tensors show the family; nor is
 * sd_1.5, which ai-toolkit wrote into adapters of any family.
 */
final class ClaimedNames {

  private static final String T2V_14B = "Wan Video 14B t2v";
  private static final String I2V_480P = "Wan Video 14B i2v 480p";
  private static final String I2V_720P = "Wan Video 14B i2v 720p";
  private static final String T2V_22 = "Wan Video 2.2 T2V-A14B";
  private static final String I2V_22 = "Wan Video 2.2 I2V-A14B";

  /**
   * Base models by values of ss_base_model_version, modelspec.architecture and others, in lower
   * case.
   */
  static final Map<String, List<String>> ARCHITECTURES =
      Map.ofEntries(
          // Stable Diffusion
          entry("sd_v2", List.of("SD 2.0", "SD 2.1")),
          entry("sd_v2_v", List.of("SD 2.0 768", "SD 2.1 768")),
          entry("sd_2.1", List.of("SD 2.1")),
          entry("stable-diffusion-v2-512", List.of("SD 2.0", "SD 2.1")),
          entry("stable-diffusion-v2-768-v", List.of("SD 2.0 768", "SD 2.1 768")),
          entry("stable-diffusion-xl-turbo-v1", List.of("SDXL Turbo")),
          entry("medium", List.of("SD 3")),
          entry("5-medium", List.of("SD 3.5 Medium")),
          entry("5-large", List.of("SD 3.5 Large")),
          entry("sd_3", List.of("SD 3")),
          entry("stable-diffusion-v3-medium", List.of("SD 3")),
          entry("stable-diffusion-3-medium", List.of("SD 3")),
          entry("stable-diffusion-3-m", List.of("SD 3")),
          entry("stable-diffusion-3-5-medium", List.of("SD 3.5 Medium")),
          entry("stable-diffusion-3-3-5-medium", List.of("SD 3.5 Medium")),
          entry("stable-diffusion-v3.5-medium", List.of("SD 3.5 Medium")),
          entry("stable-diffusion-3-5-large", List.of("SD 3.5 Large")),
          entry("stable-diffusion-3-3-5-large", List.of("SD 3.5 Large")),
          entry("stable-diffusion-v3.5-large", List.of("SD 3.5 Large")),
          entry("stable-diffusion-v3.5-large-turbo", List.of("SD 3.5 Large Turbo")),
          // Flux
          entry("flux-1-dev", List.of("Flux.1 D")),
          entry("flux.1-dev", List.of("Flux.1 D")),
          entry("flux-dev", List.of("Flux.1 D")),
          entry("flux.1-fill-dev", List.of("Flux.1 D")),
          entry("flux.1-depth-dev", List.of("Flux.1 D")),
          entry("flux.1-canny-dev", List.of("Flux.1 D")),
          entry("flux-1-schnell", List.of("Flux.1 S")),
          entry("flux.1-schnell", List.of("Flux.1 S")),
          entry("flux-1-krea-dev", List.of("Flux.1 Krea")),
          entry("flux_kontext", List.of("Flux.1 Kontext")),
          entry("flux.1_kontext", List.of("Flux.1 Kontext")),
          entry("flux.1-dev/kontext", List.of("Flux.1 Kontext")),
          entry("flux.1-kontext-dev", List.of("Flux.1 Kontext")),
          entry("chroma", List.of("Chroma")),
          entry("chroma1", List.of("Chroma")),
          entry("chroma_radiance", List.of("Chroma")),
          entry("chroma-radiance", List.of("Chroma")),
          // Wan
          entry("wan2.1", List.of("Wan Video", T2V_14B, I2V_480P, I2V_720P)),
          entry("wan_2.1", List.of("Wan Video", T2V_14B, I2V_480P, I2V_720P)),
          entry("wan_2.2_14b", List.of(T2V_22, I2V_22)),
          entry("wan-2_1-text2video-1_3b", List.of("Wan Video 1.3B t2v")),
          entry("wan-2_1-text2video-14b", List.of(T2V_14B)),
          entry("wan-2_1-image2video-14b", List.of("Wan Video", I2V_480P, I2V_720P)),
          entry("wan-2_2-image2video-14b", List.of(I2V_22)),
          // Others
          entry("lumina", List.of("Lumina")),
          entry("lumina2", List.of("Lumina")),
          entry("lumina-2", List.of("Lumina")),
          entry("networks.lora_lumina", List.of("Lumina")),
          entry("z_image", List.of("ZImageTurbo", "ZImageBase")),
          entry("zimage", List.of("ZImageTurbo", "ZImageBase")),
          entry("z-image", List.of("ZImageTurbo", "ZImageBase")),
          entry("networks.lora_zimage", List.of("ZImageTurbo", "ZImageBase")),
          entry("pixart-alpha", List.of("PixArt a")),
          entry("pixart-sigma", List.of("PixArt E")),
          entry("pixart-ms-sigma-xl-2", List.of("PixArt E")),
          entry("ltx2", List.of("LTXV2")),
          entry("lightricks-ltx-video-2", List.of("LTXV2")),
          entry("lightricks-ltx-video-2-3", List.of("LTXV 2.3")));

  /**
   * Base models by words in the name of the model that a file was trained on or merged from. An
   * earlier group takes precedence over a later one: a merge of Pony that is distilled like SDXL
   * Lightning is for Pony.
   */
  static final List<List<Map.Entry<String, String>>> WORDS =
      List.of(
          List.of(
              entry("noobai", "NoobAI"),
              entry("noob", "NoobAI"),
              entry("pony", "Pony"),
              entry("autismmix", "Pony")),
          List.of(entry("illustrious", "Illustrious")),
          List.of(
              entry("kontext", "Flux.1 Kontext"),
              entry("krea", "Flux.1 Krea"),
              entry("chroma", "Chroma")),
          List.of(
              entry("schnell", "Flux.1 S"),
              entry("fill", "Flux.1 D"),
              entry("flux 1 dev", "Flux.1 D")),
          List.of(
              entry("turbo", "SDXL Turbo"),
              entry("lightning", "SDXL Lightning"),
              entry("hyper", "SDXL Hyper"),
              entry("lcm", "SDXL 1.0 LCM"),
              entry("hyper", "SD 1.5 Hyper"),
              entry("lcm", "SD 1.5 LCM"),
              entry("large turbo", "SD 3.5 Large Turbo"),
              entry("turbo", "ZImageTurbo"),
              entry("pony", "Pony V7")),
          List.of(
              entry("sd xl base 1 0", "SDXL 1.0"),
              entry("stable diffusion xl base 1 0", "SDXL 1.0"),
              entry("sd xl base 0 9", "SDXL 0.9"),
              entry("v 1 5", "SD 1.5"),
              entry("sd v 1 4", "SD 1.4"),
              entry("stable diffusion v 1 4", "SD 1.4"),
              entry("z image base", "ZImageBase"),
              entry("klein base 9 b", "Flux.2 Klein 9B-base"),
              entry("klein base 4 b", "Flux.2 Klein 4B-base"),
              entry("480 p", I2V_480P),
              entry("720 p", I2V_720P),
              entry("wan 2 2", T2V_22),
              entry("wan 2 2", I2V_22),
              entry("high noise", T2V_22),
              entry("high noise", I2V_22),
              entry("low noise", T2V_22),
              entry("low noise", I2V_22)));

  private ClaimedNames() {}
}
