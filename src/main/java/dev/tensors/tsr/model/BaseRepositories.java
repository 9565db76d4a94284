package dev.tensors.tsr.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** CivitAI's names of the base models that cards at Hugging Face name by their repositories. */
public final class BaseRepositories {

  /** CivitAI's names, by those of repositories in lower case. */
  private static final Map<String, String> BASES = new HashMap<>();

  static {
    put("SD 1.4", "CompVis/stable-diffusion-v1-4");
    put(
        "SD 1.5",
        "stable-diffusion-v1-5/stable-diffusion-v1-5",
        "runwayml/stable-diffusion-v1-5",
        "botp/stable-diffusion-v1-5");
    put("SD 2.0", "stabilityai/stable-diffusion-2-base");
    put("SD 2.0 768", "stabilityai/stable-diffusion-2");
    put("SD 2.1", "stabilityai/stable-diffusion-2-1-base");
    put("SD 2.1 768", "stabilityai/stable-diffusion-2-1");
    put("SDXL 0.9", "stabilityai/stable-diffusion-xl-base-0.9");
    put("SDXL 1.0", "stabilityai/stable-diffusion-xl-base-1.0");
    put("SDXL Turbo", "stabilityai/sdxl-turbo");
    put("SDXL Lightning", "ByteDance/SDXL-Lightning");
    put(
        "SD 3",
        "stabilityai/stable-diffusion-3-medium",
        "stabilityai/stable-diffusion-3-medium-diffusers");
    put("SD 3.5 Medium", "stabilityai/stable-diffusion-3.5-medium");
    put("SD 3.5 Large", "stabilityai/stable-diffusion-3.5-large");
    put("SD 3.5 Large Turbo", "stabilityai/stable-diffusion-3.5-large-turbo");
    put("Stable Cascade", "stabilityai/stable-cascade");
    put("SVD", "stabilityai/stable-video-diffusion-img2vid");
    put("SVD XT", "stabilityai/stable-video-diffusion-img2vid-xt");
    put("Pony", "AstraliteHeart/pony-diffusion-v6");
    put("Pony V7", "purplesmartai/pony-v7-base");
    put(
        "Illustrious",
        "OnomaAIResearch/Illustrious-xl-early-release-v0",
        "OnomaAIResearch/Illustrious-XL-v1.0",
        "OnomaAIResearch/Illustrious-XL-v1.1",
        "OnomaAIResearch/Illustrious-XL-v2.0");
    put("NoobAI", "Laxhar/noobai-XL-1.0", "Laxhar/noobai-XL-1.1", "Laxhar/noobai-XL-Vpred-1.0");
    put("Flux.1 D", "black-forest-labs/FLUX.1-dev");
    put("Flux.1 S", "black-forest-labs/FLUX.1-schnell");
    put("Flux.1 Krea", "black-forest-labs/FLUX.1-Krea-dev");
    put("Flux.1 Kontext", "black-forest-labs/FLUX.1-Kontext-dev");
    put("Flux.2 D", "black-forest-labs/FLUX.2-dev");
    put("Flux.2 Klein 9B", "black-forest-labs/FLUX.2-klein-9B");
    put("Flux.2 Klein 9B-base", "black-forest-labs/FLUX.2-klein-base-9B");
    put("Flux.2 Klein 4B", "black-forest-labs/FLUX.2-klein-4B");
    put("Flux.2 Klein 4B-base", "black-forest-labs/FLUX.2-klein-base-4B");
    put("Chroma", "lodestones/Chroma", "lodestones/Chroma1-Base", "lodestones/Chroma1-HD");
    put("AuraFlow", "fal/AuraFlow", "fal/AuraFlow-v0.2", "fal/AuraFlow-v0.3");
    put("PixArt a", "PixArt-alpha/PixArt-XL-2-1024-MS", "PixArt-alpha/PixArt-XL-2-512x512");
    put("PixArt E", "PixArt-alpha/PixArt-Sigma-XL-2-1024-MS");
    put("Lumina", "Alpha-VLLM/Lumina-Image-2.0");
    put("Mochi", "genmo/mochi-1-preview");
    put(
        "Hunyuan 1",
        "Tencent-Hunyuan/HunyuanDiT",
        "Tencent-Hunyuan/HunyuanDiT-v1.1",
        "Tencent-Hunyuan/HunyuanDiT-v1.2");
    put(
        "Hunyuan Video",
        "tencent/HunyuanVideo",
        "tencent/HunyuanVideo-I2V",
        "hunyuanvideo-community/HunyuanVideo");
    put("Kolors", "Kwai-Kolors/Kolors", "Kwai-Kolors/Kolors-diffusers");
    put(
        "HiDream",
        "HiDream-ai/HiDream-I1-Full",
        "HiDream-ai/HiDream-I1-Dev",
        "HiDream-ai/HiDream-I1-Fast");
    put("LTXV", "Lightricks/LTX-Video");
    put("LTXV2", "Lightricks/LTX-2");
    put(
        "CogVideoX",
        "zai-org/CogVideoX-2b",
        "zai-org/CogVideoX-5b",
        "THUDM/CogVideoX-2b",
        "THUDM/CogVideoX-5b");
    put("Wan Video 1.3B t2v", "Wan-AI/Wan2.1-T2V-1.3B", "Wan-AI/Wan2.1-T2V-1.3B-Diffusers");
    put("Wan Video 14B t2v", "Wan-AI/Wan2.1-T2V-14B", "Wan-AI/Wan2.1-T2V-14B-Diffusers");
    put(
        "Wan Video 14B i2v 480p",
        "Wan-AI/Wan2.1-I2V-14B-480P",
        "Wan-AI/Wan2.1-I2V-14B-480P-Diffusers");
    put(
        "Wan Video 14B i2v 720p",
        "Wan-AI/Wan2.1-I2V-14B-720P",
        "Wan-AI/Wan2.1-I2V-14B-720P-Diffusers");
    put("Wan Video 2.2 TI2V-5B", "Wan-AI/Wan2.2-TI2V-5B", "Wan-AI/Wan2.2-TI2V-5B-Diffusers");
    put("Wan Video 2.2 T2V-A14B", "Wan-AI/Wan2.2-T2V-A14B", "Wan-AI/Wan2.2-T2V-A14B-Diffusers");
    put("Wan Video 2.2 I2V-A14B", "Wan-AI/Wan2.2-I2V-A14B", "Wan-AI/Wan2.2-I2V-A14B-Diffusers");
    put(
        "Qwen",
        "Qwen/Qwen-Image",
        "Qwen/Qwen-Image-Edit",
        "Qwen/Qwen-Image-Edit-2509",
        "Qwen/Qwen-Image-2512");
    put("ZImageTurbo", "Tongyi-MAI/Z-Image-Turbo");
    put("ZImageBase", "Tongyi-MAI/Z-Image");
    put("Anima", "circlestone-labs/Anima");
    put(
        "Playground v2",
        "playgroundai/playground-v2-1024px-aesthetic",
        "playgroundai/playground-v2.5-1024px-aesthetic");
  }

  private BaseRepositories() {}

  private static void put(String base, String... repositories) {
    for (String repository : repositories) {
      BASES.put(repository.toLowerCase(Locale.ROOT), base);
    }
  }

  /**
   * The base model of the files of a repository: that of the repository itself, else the one that
   * all which its card names come to.
   *
   * @param repository such as Comfy-Org/z_image_turbo
   * @param named the repositories of base models that its card names
   * @return null if the card names none, one that is not known here, or several
   */
  public static @Nullable String base(String repository, List<String> named) {
    String own = known(repository);
    if (own != null) {
      return own;
    }
    Set<@Nullable String> bases = new HashSet<>();
    named.forEach(name -> bases.add(known(name)));
    return bases.size() == 1 ? bases.iterator().next() : null;
  }

  private static @Nullable String known(String repository) {
    return BASES.get(repository.toLowerCase(Locale.ROOT));
  }
}
