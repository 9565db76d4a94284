package dev.tensors.tsr.model;

/** The licences of base models, which bind beside what a model's creator allows. */
public final class BaseLicence {

  /** A line each: CivitAI's name of a base model, a bar, and its licence. */
  public static final String OF_BASE_MODELS =
      """
      SD 1.4 | OpenRAIL-M
      SD 1.5 | OpenRAIL-M
      SD 1.5 LCM | OpenRAIL++-M
      SD 1.5 Hyper | OpenRAIL++-M
      SD 2.0 | OpenRAIL-M
      SD 2.0 768 | OpenRAIL-M
      SD 2.1 | OpenRAIL-M
      SD 2.1 768 | OpenRAIL-M
      SD 2.1 Unclip | OpenRAIL-M
      SDXL 0.9 | SDXL 0.9 research
      SDXL 1.0 | OpenRAIL++-M
      SDXL 1.0 LCM | OpenRAIL++-M
      SDXL Lightning | OpenRAIL++-M
      SDXL Hyper | OpenRAIL++-M
      SDXL Distilled | OpenRAIL++-M
      SDXL Turbo | SAI non-commercial
      Pony | OpenRAIL++-M
      Pony V7 | own terms
      Illustrious | Fair AI (faipl-1.0-sd)
      NoobAI | NoobAI
      SD 3 | SAI Community
      SD 3.5 | SAI Community
      SD 3.5 Medium | SAI Community
      SD 3.5 Large | SAI Community
      SD 3.5 Large Turbo | SAI Community
      SVD | SAI non-commercial
      SVD XT | SAI non-commercial
      Stable Cascade | SAI non-commercial
      PixArt a | OpenRAIL++-M
      PixArt E | OpenRAIL++-M
      Flux.1 S | Apache 2.0
      Flux.1 D | Flux.1 [dev] non-commercial
      Flux.1 Krea | Flux.1 [dev] non-commercial
      Flux.1 Kontext | Flux.1 [dev] non-commercial
      Flux.2 D | Flux.1 [dev] non-commercial
      Flux.2 Klein 9B | Flux.1 [dev] non-commercial
      Flux.2 Klein 9B-base | Flux.1 [dev] non-commercial
      Flux.2 Klein 4B | Apache 2.0
      Flux.2 Klein 4B-base | Apache 2.0
      Chroma | Apache 2.0
      AuraFlow | Apache 2.0
      Lumina | Apache 2.0
      Mochi | Apache 2.0
      Wan Video | Apache 2.0
      Wan Video 1.3B t2v | Apache 2.0
      Wan Video 14B t2v | Apache 2.0
      Wan Video 14B i2v 480p | Apache 2.0
      Wan Video 14B i2v 720p | Apache 2.0
      Wan Video 2.2 TI2V-5B | Apache 2.0
      Wan Video 2.2 T2V-A14B | Apache 2.0
      Wan Video 2.2 I2V-A14B | Apache 2.0
      Qwen | Apache 2.0
      ZImageTurbo | Apache 2.0
      ZImageBase | Apache 2.0
      HiDream | MIT
      Hunyuan 1 | Tencent Hunyuan Community
      Hunyuan Video | Tencent Hunyuan Community
      LTXV | own terms
      LTXV2 | own terms
      CogVideoX | own terms
      Kolors | own terms
      Anima | own terms
      Playground v2 | own terms
      Ideogram 4.0 | Ideogram 4.0 non-commercial""";

  private BaseLicence() {}
}
