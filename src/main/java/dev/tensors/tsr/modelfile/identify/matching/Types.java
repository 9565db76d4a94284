package dev.tensors.tsr.modelfile.identify.matching;

import java.util.List;
import java.util.Set;

/** Types of models by CivitAI's names, and by names of ours where CivitAI has none. */
public final class Types {

  public static final String CHECKPOINT = "Checkpoint";
  public static final String EMBEDDING = "TextualInversion";
  public static final String LORA = "LORA";
  public static final String LOCON = "LoCon";
  public static final String DORA = "DoRA";
  public static final String CONTROLNET = "Controlnet";
  public static final String UPSCALER = "Upscaler";
  public static final String MOTION_MODULE = "MotionModule";
  public static final String VAE = "VAE";
  public static final String DETECTION = "Detection";
  public static final String OTHER = "Other";

  // CivitAI has no model type for these.
  public static final String UNET = "UNet";
  public static final String TEXT_ENCODER = "TextEncoder";
  public static final String CLIP_VISION = "ClipVision";
  public static final String IP_ADAPTER = "IPAdapter";

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
