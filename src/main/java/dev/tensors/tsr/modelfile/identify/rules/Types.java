package dev.tensors.tsr.modelfile.identify.rules;

import java.util.List;
import java.util.Set;

/** Types of models by CivitAI's names, and by names of ours where CivitAI has none. */
public final class Types {

  public static final String CHECKPOINT = "Checkpoint";
  static final String EMBEDDING = "TextualInversion";
  static final String LORA = "LORA";
  static final String LOCON = "LoCon";
  static final String DORA = "DoRA";
  static final String CONTROLNET = "Controlnet";
  static final String UPSCALER = "Upscaler";
  static final String MOTION_MODULE = "MotionModule";
  static final String VAE = "VAE";
  static final String DETECTION = "Detection";
  static final String OTHER = "Other";

  // CivitAI has no model type for these.
  public static final String UNET = "UNet";
  static final String TEXT_ENCODER = "TextEncoder";
  static final String CLIP_VISION = "ClipVision";
  static final String IP_ADAPTER = "IPAdapter";

  public static final List<String> ALL =
      List.of(
          CHECKPOINT,
          EMBEDDING,
          LORA,
          LOCON,
          DORA,
          CONTROLNET,
          UPSCALER,
          MOTION_MODULE,
          VAE,
          DETECTION,
          OTHER,
          UNET,
          TEXT_ENCODER,
          CLIP_VISION,
          IP_ADAPTER);

  private static final Set<String> COMPANIONS = Set.of(VAE, TEXT_ENCODER, CLIP_VISION);

  private Types() {}

  /** Whether a checkpoint may hold a model of this type beside its diffusion model. */
  public static boolean isCompanion(String type) {
    return COMPANIONS.contains(type);
  }
}
