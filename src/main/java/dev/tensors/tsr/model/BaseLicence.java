package dev.tensors.tsr.model;

import static java.util.Map.entry;

import java.util.Map;

/** The licences of base models, which bind beside what a model's creator allows. */
public final class BaseLicence {

  private static final String OPENRAIL = "OpenRAIL-M";
  private static final String OPENRAIL_2 = "OpenRAIL++-M";
  private static final String SAI_COMMUNITY = "SAI Community";
  private static final String SAI_NON_COMMERCIAL = "SAI non-commercial";
  private static final String FLUX_DEV = "Flux.1 [dev] non-commercial";
  private static final String APACHE = "Apache 2.0";
  private static final String HUNYUAN = "Tencent Hunyuan Community";
  private static final String OWN = "own terms";

  /** By CivitAI's names of base models. */
  public static final Map<String, String> OF_BASE_MODELS =
      Map.ofEntries(
          entry("SD 1.4", OPENRAIL),
          entry("SD 1.5", OPENRAIL),
          entry("SD 1.5 LCM", OPENRAIL_2),
          entry("SD 1.5 Hyper", OPENRAIL_2),
          entry("SD 2.0", OPENRAIL),
          entry("SD 2.0 768", OPENRAIL),
          entry("SD 2.1", OPENRAIL),
          entry("SD 2.1 768", OPENRAIL),
          entry("SD 2.1 Unclip", OPENRAIL),
          entry("SDXL 0.9", "SDXL 0.9 research"),
          entry("SDXL 1.0", OPENRAIL_2),
          entry("SDXL 1.0 LCM", OPENRAIL_2),
          entry("SDXL Lightning", OPENRAIL_2),
          entry("SDXL Hyper", OPENRAIL_2),
          entry("SDXL Distilled", OPENRAIL_2),
          entry("SDXL Turbo", SAI_NON_COMMERCIAL),
          entry("Pony", OPENRAIL_2),
          entry("Pony V7", OWN),
          entry("Illustrious", "Fair AI (faipl-1.0-sd)"),
          entry("NoobAI", "NoobAI"),
          entry("SD 3", SAI_COMMUNITY),
          entry("SD 3.5", SAI_COMMUNITY),
          entry("SD 3.5 Medium", SAI_COMMUNITY),
          entry("SD 3.5 Large", SAI_COMMUNITY),
          entry("SD 3.5 Large Turbo", SAI_COMMUNITY),
          entry("SVD", SAI_NON_COMMERCIAL),
          entry("SVD XT", SAI_NON_COMMERCIAL),
          entry("Stable Cascade", SAI_NON_COMMERCIAL),
          entry("PixArt a", OPENRAIL_2),
          entry("PixArt E", OPENRAIL_2),
          entry("Flux.1 S", APACHE),
          entry("Flux.1 D", FLUX_DEV),
          entry("Flux.1 Krea", FLUX_DEV),
          entry("Flux.1 Kontext", FLUX_DEV),
          entry("Flux.2 D", FLUX_DEV),
          entry("Flux.2 Klein 9B", FLUX_DEV),
          entry("Flux.2 Klein 9B-base", FLUX_DEV),
          entry("Flux.2 Klein 4B", APACHE),
          entry("Flux.2 Klein 4B-base", APACHE),
          entry("Chroma", APACHE),
          entry("AuraFlow", APACHE),
          entry("Lumina", APACHE),
          entry("Mochi", APACHE),
          entry("Wan Video", APACHE),
          entry("Wan Video 1.3B t2v", APACHE),
          entry("Wan Video 14B t2v", APACHE),
          entry("Wan Video 14B i2v 480p", APACHE),
          entry("Wan Video 14B i2v 720p", APACHE),
          entry("Wan Video 2.2 TI2V-5B", APACHE),
          entry("Wan Video 2.2 T2V-A14B", APACHE),
          entry("Wan Video 2.2 I2V-A14B", APACHE),
          entry("Qwen", APACHE),
          entry("ZImageTurbo", APACHE),
          entry("ZImageBase", APACHE),
          entry("HiDream", "MIT"),
          entry("Hunyuan 1", HUNYUAN),
          entry("Hunyuan Video", HUNYUAN),
          entry("LTXV", OWN),
          entry("LTXV2", OWN),
          entry("CogVideoX", OWN),
          entry("Kolors", OWN),
          entry("Anima", OWN),
          entry("Playground v2", OWN),
          entry("Ideogram 4.0", "Ideogram 4.0 non-commercial"));

  private BaseLicence() {}
}
