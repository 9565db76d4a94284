package dev.tensors.tsr.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What people call CivitAI's model types and base models. */
final class ShortNames {

  private static final Map<String, String> TYPES =
      Map.of(
          "embedding", "textualinversion",
          "embeddings", "textualinversion",
          "ti", "textualinversion",
          "lycoris", "locon",
          "ckpt", "checkpoint",
          "model", "checkpoint");

  private static final Map<String, String> BASE_MODELS =
      Map.of("xl", "sdxl", "il", "illustrious", "ilxl", "illustrious", "noob", "noobai");

  private ShortNames() {}

  static List<String> types(String asked, List<String> all) {
    return matching(TYPES, asked, all);
  }

  static List<String> baseModels(String asked, List<String> all) {
    return matching(BASE_MODELS, asked, all);
  }

  /**
   * The name that is meant, whatever its case, spaces and dots (sd15 is "SD 1.5"), or else all that
   * begin so (sdxl is "SDXL 1.0", "SDXL Turbo" and others).
   */
  private static List<String> matching(
      Map<String, String> shortNames, String asked, List<String> all) {
    String key = normalized(asked);
    String name = shortNames.getOrDefault(key, key);
    if (name.isEmpty()) {
      return List.of();
    }
    List<String> exact = all.stream().filter(one -> normalized(one).equals(name)).toList();
    return exact.isEmpty()
        ? all.stream().filter(one -> normalized(one).startsWith(name)).toList()
        : exact;
  }

  private static String normalized(String name) {
    StringBuilder letters = new StringBuilder();
    name.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
