package dev.tensors.tsr.sidecars.formats;

import dev.tensors.tsr.model.files.SidecarNaming;
import org.jspecify.annotations.Nullable;

/**
 * The programs whose sidecars are known. If a user gave several of them different values, that of
 * the first applies.
 */
public enum ManagerName {
  A1111("a1111", "AUTOMATIC1111"),
  BROWSER_PLUS("browser-plus", "sd-civitai-browser-plus"),
  LORA_MANAGER("lora-manager", "LoRA Manager"),
  STABILITY_MATRIX("stability-matrix", "StabilityMatrix"),
  CIVICOMFY("civicomfy", "Civicomfy"),
  RGTHREE("rgthree", "rgthree-comfy"),
  CIVITAI_HELPER("civitai-helper", "Civitai Helper"),
  SD_NEXT("sdnext", "SD.Next"),
  TENSORS("tensors", "the Python tensors"),
  /** An answer of CivitAI under a name that several programs use. */
  CIVITAI("civitai", "a program that keeps CivitAI's answers");

  private final String word;
  private final String title;

  ManagerName(String word, String title) {
    this.word = word;
    this.title = title;
  }

  /** The program that gives a name to its sidecars; null: the sidecar's content shows it. */
  public static @Nullable ManagerName of(SidecarNaming naming) {
    return switch (naming) {
      case CIVITAI_INFO -> CIVITAI_HELPER;
      case API_INFO -> BROWSER_PLUS;
      case METADATA -> LORA_MANAGER;
      case CM_INFO -> STABILITY_MATRIX;
      case CMINFO -> CIVICOMFY;
      case RGTHREE_INFO -> RGTHREE;
      case JSON -> null;
    };
  }

  /** The program's name in results, in the database and in options. */
  public String word() {
    return word;
  }

  /** The program's name in sentences. */
  public String title() {
    return title;
  }
}
