package dev.tensors.tsr.modelfile.identify.rules;

import java.util.List;

/** What stands beside the diffusion model of a checkpoint: its VAE and its text encoders. */
public final class Companions {

  private static final List<String> PREFIXES =
      List.of(
          "first_stage_model.",
          "vae.",
          "cond_stage_model.",
          "conditioner.embedders.",
          "text_encoder",
          "audio_vae.",
          "vocoder.");

  /** Beside the model, too, but in no way a sign of a checkpoint. */
  private static final List<String> COPIES = List.of("model_ema.", "depth_model.", "embedder.");

  private Companions() {}

  /** Whether a tensor of this name belongs to a VAE or a text encoder within a checkpoint. */
  public static boolean makeCheckpoint(String name) {
    return beginsWithAny(name, PREFIXES);
  }

  /** Whether a tensor of this name is no part of the diffusion model. */
  public static boolean has(String name) {
    return makeCheckpoint(name) || beginsWithAny(name, COPIES);
  }

  private static boolean beginsWithAny(String name, List<String> prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
