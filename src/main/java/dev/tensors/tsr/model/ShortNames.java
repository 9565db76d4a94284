package dev.tensors.tsr.model;

import dev.tensors.tsr.text.Folding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Short names of CivitAI's model types and base models. */
public final class ShortNames {

  /** {@code lora} has all types that a user loads as a LoRA. */
  private static final Map<String, Set<String>> TYPES =
      Map.of(
          "lora", Set.of("lora", "locon", "dora"),
          "embedding", Set.of("textualinversion"),
          "embeddings", Set.of("textualinversion"),
          "ti", Set.of("textualinversion"),
          "lycoris", Set.of("locon"),
          "checkpoint", Set.of("checkpoint", "unet"),
          "ckpt", Set.of("checkpoint", "unet"),
          "model", Set.of("checkpoint", "unet"));

  private static final Map<String, Set<String>> BASE_MODELS =
      Map.of(
          "xl", Set.of("sdxl"),
          "il", Set.of("illustrious"),
          "ilxl", Set.of("illustrious"),
          "noob", Set.of("noobai"));

  private ShortNames() {}

  /** The types that short names mean, letters and digits of their names alone. */
  public static Map<String, List<String>> typesByWord() {
    return sorted(TYPES);
  }

  /** The beginnings of base models that short names mean, letters and digits alone. */
  public static Map<String, List<String>> baseModelsByWord() {
    return sorted(BASE_MODELS);
  }

  private static Map<String, List<String>> sorted(Map<String, Set<String>> names) {
    Map<String, List<String>> sorted = new TreeMap<>();
    names.forEach((word, named) -> sorted.put(word, named.stream().sorted().toList()));
    return sorted;
  }

  /** The words for types that are the same in every catalogue. */
  public static Stream<String> ofTypes() {
    return Stream.of("lora", "checkpoint", "embedding", "lycoris");
  }

  /** The words for base models that are the same in every catalogue. */
  public static Stream<String> ofBaseModels() {
    return Stream.of("sdxl", "pony", "sd15", "flux", "illustrious", "noobai");
  }

  public static List<String> types(List<String> asked, List<String> all) {
    return matching(TYPES, asked, all);
  }

  public static List<String> baseModels(List<String> asked, List<String> all) {
    return matching(BASE_MODELS, asked, all);
  }

  private static List<String> matching(
      Map<String, Set<String>> shortNames, List<String> asked, List<String> all) {
    return asked.stream()
        .flatMap(word -> matching(shortNames, word, all).stream())
        .distinct()
        .toList();
  }

  /**
   * The names that equal a word but for case, spaces and dots (sd15 is "SD 1.5"), else the names
   * that begin with it (sdxl is "SDXL 1.0", "SDXL Turbo" and others).
   */
  private static List<String> matching(
      Map<String, Set<String>> shortNames, String asked, List<String> all) {
    String key = normalized(asked);
    Set<String> names = shortNames.getOrDefault(key, Set.of(key));
    if (key.isEmpty()) {
      return List.of();
    }
    List<String> exact = all.stream().filter(name -> names.contains(normalized(name))).toList();
    return exact.isEmpty()
        ? all.stream()
            .filter(name -> names.stream().anyMatch(normalized(name)::startsWith))
            .toList()
        : exact;
  }

  private static String normalized(String name) {
    return name.chars().anyMatch(Character::isLetterOrDigit) ? Folding.ofLetters(name) : "";
  }
}
