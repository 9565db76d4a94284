package dev.tensors.tsr.modelfile.identify.matching;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What stands beside the diffusion model of a checkpoint: its VAE and its text encoders. */
public final class Companions {

  private static final List<String> PREFIXES =
      List.of(
          "first_stage_model.",
          "vae.",
          "pretransform.model.",
          "cond_stage_model.",
          "conditioner.embedders.",
          "text_encoder",
          "audio_vae.",
          "vocoder.");

  /** What holds a VAE or a text encoder, whose tensors have their own names behind it. */
  private static final List<String> HOLDERS =
      List.of(
          "first_stage_model.",
          "vae.",
          "pretransform.model.",
          "cond_stage_model.transformer.",
          "cond_stage_model.model.",
          "conditioner.embedders.#.transformer.",
          "conditioner.embedders.#.model.",
          "conditioner.embedders.#.encoder.",
          "text_encoder.",
          "text_encoder_#.");

  /** Where checkpoints of 2022 have CLIP's layers. */
  private static final String OLD_CLIP = "cond_stage_model.transformer.encoder.";

  /** What holds text encoders by names. */
  private static final String ENCODERS = "text_encoders.";

  /** Checkpoints have at most four encoders. */
  private static final int MOST_HOLDERS = 32;

  private static final String TRANSFORMER = "transformer.";

  /** Parts whose names in a checkpoint are those of their own files. */
  private static final List<String> WHOLE = List.of("audio_vae.", "vocoder.", "text_embedding_");

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

  /** What stands beside the diffusion model of a file, each part with its own names. */
  public static List<Forms> parts(Forms file) {
    Set<String> holders = new LinkedHashSet<>(HOLDERS);
    for (String name : file.all().keySet()) {
      int end = name.startsWith(ENCODERS) ? name.indexOf('.', ENCODERS.length()) + 1 : 0;
      if (end > 0 && holders.size() < MOST_HOLDERS) {
        holders.add(
            name.substring(0, end) + (name.startsWith(TRANSFORMER, end) ? TRANSFORMER : ""));
      }
    }
    List<Forms> parts = new ArrayList<>();
    for (String holder : holders) {
      parts.add(file.below(holder));
    }
    parts.add(file.below(OLD_CLIP, "text_model.encoder."));
    for (String whole : WHOLE) {
      parts.add(file.named(name -> name.startsWith(whole)));
    }
    parts.removeIf(Forms::isEmpty);
    return parts;
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
