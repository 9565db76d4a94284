package dev.tensors.tsr.modelfile.identify.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Base models that tensors cannot tell apart, by CivitAI's names. The first name is used for a file
 * whose metadata does not choose among them. A family without a main name leaves the base model
 * unknown.
 */
public enum Family {
  SD_1("SD 1.5", "SD 1.4", "SD 1.5 LCM", "SD 1.5 Hyper"),
  SD_2(null, "SD 2.0", "SD 2.0 768", "SD 2.1", "SD 2.1 768"),
  SD_2_UNCLIP("SD 2.1 Unclip"),
  SDXL(
      "SDXL 1.0",
      "SDXL 0.9",
      "SDXL 1.0 LCM",
      "SDXL Lightning",
      "SDXL Hyper",
      "SDXL Turbo",
      "Pony",
      "Illustrious",
      "NoobAI"),
  SDXL_REFINER("SDXL 1.0", "SDXL 0.9"),
  SDXL_DISTILLED("SDXL Distilled"),
  PLAYGROUND("Playground v2"),
  KOLORS("Kolors"),
  SVD(null, "SVD", "SVD XT"),
  SD_3("SD 3"),
  SD_3_MEDIUM(null, "SD 3", "SD 3.5", "SD 3.5 Medium"),
  SD_35_MEDIUM("SD 3.5 Medium", "SD 3.5"),
  SD_35_LARGE("SD 3.5 Large", "SD 3.5", "SD 3.5 Large Turbo"),
  CASCADE("Stable Cascade"),
  FLUX_1("Flux.1 D", "Flux.1 S", "Flux.1 Krea", "Flux.1 Kontext"),
  FLUX_1_DEV("Flux.1 D", "Flux.1 Krea", "Flux.1 Kontext"),
  FLUX_1_SCHNELL("Flux.1 S"),
  FLUX_1_TOOL("Flux.1 D"),
  FLUX_2(
      "Flux.2 D",
      "Flux.2 Klein 9B",
      "Flux.2 Klein 9B-base",
      "Flux.2 Klein 4B",
      "Flux.2 Klein 4B-base"),
  FLUX_2_DEV("Flux.2 D"),
  FLUX_2_KLEIN_9B("Flux.2 Klein 9B", "Flux.2 Klein 9B-base"),
  FLUX_2_KLEIN_4B("Flux.2 Klein 4B", "Flux.2 Klein 4B-base"),
  CHROMA("Chroma"),
  CHROMA_RADIANCE("Chroma"),
  FLEX("Other"),
  OVIS("Other"),
  LONGCAT_IMAGE("Other"),
  AURAFLOW("AuraFlow", "Pony V7"),
  HUNYUAN_DIT("Hunyuan 1"),
  HUNYUAN_VIDEO("Hunyuan Video"),
  HUNYUAN_VIDEO_15("Hunyuan Video"),
  HUNYUAN_IMAGE("Other"),
  HUNYUAN_IMAGE_REFINER("Other"),
  QWEN_IMAGE("Qwen"),
  QWEN_IMAGE_LAYERED("Qwen"),
  Z_IMAGE(null, "ZImageTurbo", "ZImageBase"),
  LUMINA_2("Lumina"),
  NEWBIE("Other"),
  OMNIGEN_2("Other"),
  LUMINA_OR_Z_IMAGE(null, "Lumina", "ZImageTurbo", "ZImageBase"),
  WAN(
      "Wan Video",
      "Wan Video 1.3B t2v",
      "Wan Video 14B t2v",
      "Wan Video 14B i2v 480p",
      "Wan Video 14B i2v 720p",
      "Wan Video 2.2 T2V-A14B",
      "Wan Video 2.2 I2V-A14B"),
  WAN_1_3B("Wan Video", "Wan Video 1.3B t2v"),
  WAN_14B(
      "Wan Video",
      "Wan Video 14B t2v",
      "Wan Video 2.2 T2V-A14B",
      "Wan Video 14B i2v 480p",
      "Wan Video 14B i2v 720p",
      "Wan Video 2.2 I2V-A14B"),
  WAN_14B_T2V("Wan Video", "Wan Video 14B t2v", "Wan Video 2.2 T2V-A14B"),
  WAN_14B_I2V("Wan Video", "Wan Video 14B i2v 480p", "Wan Video 14B i2v 720p"),
  WAN_22_I2V("Wan Video 2.2 I2V-A14B"),
  WAN_22_5B("Wan Video 2.2 TI2V-5B"),
  LTXV("LTXV"),
  LTXV_ANY(null, "LTXV", "LTXV2", "LTXV 2.3"),
  LTXV_2("LTXV2"),
  LTXV_2_ANY("LTXV2", "LTXV 2.3"),
  LTXV_2_3("LTXV 2.3"),
  LTXV_2_5(null),
  COGVIDEO("CogVideoX"),
  MOCHI("Mochi"),
  COSMOS_1("Other"),
  COSMOS_PREDICT_2("Other"),
  KANDINSKY_5_IMAGE("Other"),
  KANDINSKY_5_VIDEO("Other"),
  SANA("Other"),
  JOY_IMAGE("Other"),
  PIXEL_DIT(null),
  STABLE_AUDIO("Other"),
  PIXART_ALPHA("PixArt a"),
  PIXART_SIGMA("PixArt E"),
  PIXART(null, "PixArt a", "PixArt E"),
  HIDREAM("HiDream"),
  HIDREAM_O1("HiDream-O1"),
  ANIMA("Anima"),
  KREA_2("Krea 2"),
  IDEOGRAM_4("Ideogram 4.0"),
  ERNIE("Ernie"),
  BOOGU("Boogu"),
  LENS("Lens"),
  /** What has the names of Lens, whose widths are not known. */
  LENS_BY_NAMES(null),
  MAGE_FLOW("MageFlow"),
  MINIMAX_H3("MiniMax H3"),
  ACE_AUDIO("ACE Audio"),
  ACE_STEP_1("ACE Audio"),
  ACE_STEP_15("ACE Audio"),
  HUNYUAN_3D("Hunyuan3D"),
  UPSCALER("Upscaler"),
  /** An architecture that is known, and for which CivitAI has no name of its own. */
  OTHER("Other"),
  /** A file that serves several families, or none in particular. */
  ANY(null);

  private final @Nullable String main;
  private final List<String> names;

  Family(@Nullable String main, String... others) {
    this.main = main;
    List<String> names = new ArrayList<>();
    if (main != null) {
      names.add(main);
    }
    names.addAll(List.of(others));
    this.names = List.copyOf(names);
  }

  /** The word for the architecture; null if several have the family. */
  public @Nullable String architecture() {
    return this == ANY || this == OTHER ? null : name().toLowerCase(Locale.ROOT);
  }

  /** CivitAI's name for the family as such; null if it has none. */
  public @Nullable String main() {
    return main;
  }

  /** All base models that it may be, the main one first; empty if they are unknown. */
  public List<String> names() {
    return names;
  }

  /** The names of all families. */
  public static List<String> allNames() {
    List<String> all = new ArrayList<>();
    for (Family family : values()) {
      all.addAll(family.claimable());
    }
    return all.stream().distinct().toList();
  }

  /** The base models among which metadata may choose. */
  public List<String> claimable() {
    if (this != FLUX_1) {
      return names;
    }
    // Adapters of Chroma mostly change layers that Flux.1 has, too.
    List<String> claimable = new ArrayList<>(names);
    claimable.add("Chroma");
    return claimable;
  }
}
