package dev.tensors.tsr.model;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version's file is the model, by CivitAI's type of the file. A file without a type is a
 * model.
 */
public final class VersionFileType {

  private static final List<String> MODEL = List.of("Model", "Pruned Model");
  private static final List<String> NOT_FOR_USE = List.of("Training Data", "Config");

  /** The types of models, by those of files that are models of another kind. */
  private static final Map<String, String> KINDS =
      Map.of(
          "VAE", "VAE",
          "Text Encoder", "TextEncoder",
          "Diffusion Model", "UNet",
          "UNet", "UNet",
          "CLIPVision", "ClipVision",
          "ControlNet", "Controlnet",
          "Upscaler", "Upscaler",
          "Negative", "TextualInversion",
          "Enhancement LoRA", "LORA");

  private VersionFileType() {}

  /**
   * The type of a file of a model.
   *
   * @param fileType CivitAI's type of the file
   * @param modelType CivitAI's type of the model
   * @return null if it is not known
   */
  public static @Nullable String ofFile(@Nullable String fileType, @Nullable String modelType) {
    return namesModel(fileType) ? modelType : KINDS.get(String.valueOf(fileType));
  }

  /** Whether the file is the model itself, and not something beside it, such as its VAE. */
  public static boolean namesModel(@Nullable String type) {
    return type == null || MODEL.contains(type);
  }

  /** SQL: whether the file is the model itself. */
  public static String isModel(String column) {
    return "coalesce(%s, 'Model') IN (%s)".formatted(column, quoted(MODEL));
  }

  /** SQL: whether the file is no training data and no settings. */
  public static String isForUse(String column) {
    return "coalesce(%s, 'Model') NOT IN (%s)".formatted(column, quoted(NOT_FOR_USE));
  }

  private static String quoted(List<String> types) {
    return types.stream().map(type -> "'" + type + "'").collect(Collectors.joining(", "));
  }
}
