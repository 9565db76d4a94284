package dev.tensors.tsr.modelfile.identify;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the architecture that a GGUF file claims says of an encoder: llama.cpp knows architectures
 * whose tensors are the same, and others that no program for images loads.
 */
final class GgufEncoders {

  /** The architectures of classes, by the beginnings of the classes' names. */
  private static final Map<String, List<String>> ARCHITECTURES =
      Map.of(
          "t5", List.of("t5", "t5encoder"),
          "umt5", List.of("t5", "t5encoder"),
          "qwen2.5", List.of("qwen2vl"),
          "qwen3", List.of("qwen3", "qwen3vl"),
          "gemma2", List.of("gemma2"),
          "gemma3", List.of("gemma3"),
          "mistral", List.of("llama", "mistral3"),
          "ministral", List.of("llama", "mistral3"),
          "llama", List.of("llama"),
          "llava", List.of("llama"));

  /** What a converter writes that knows no architecture of the file. */
  private static final String NONE = "pig";

  /**
   * The classes of which the encoder alone is left where the tensors that see are in a file apart.
   */
  private static final List<String> SEEING = List.of("qwen3-4b", "qwen3-8b");

  private GgufEncoders() {}

  /**
   * The class of an encoder.
   *
   * @param component by its tensors; null: unknown
   * @param architecture the value of general.architecture; null: none is claimed
   */
  static @Nullable String component(@Nullable String component, @Nullable String architecture) {
    if (component == null || architecture == null || architecture.equals(NONE)) {
      return component;
    }
    List<String> known = ARCHITECTURES.get(component.split("-", 2)[0]);
    if (known != null && !known.contains(architecture)) {
      return null;
    }
    if (!architecture.equals("qwen3vl") || component.startsWith("qwen3-vl")) {
      return component;
    }
    return SEEING.contains(component) ? component.replace("qwen3-", "qwen3-vl-") : null;
  }
}
