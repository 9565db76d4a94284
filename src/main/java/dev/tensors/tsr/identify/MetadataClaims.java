package dev.tensors.tsr.identify;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the metadata of a header claims of the base model. A claim only chooses among the base
 * models that the tensors allow: trainers and managers write claims that are false.
 */
final class MetadataClaims {

  /** Values of ss_base_model_version and modelspec.architecture that name one base model. */
  private static final Map<String, String> EXACT =
      Map.ofEntries(
          Map.entry("flux-1-schnell", "Flux.1 S"),
          Map.entry("flux.1-schnell", "Flux.1 S"),
          Map.entry("flux-1-dev", "Flux.1 D"),
          Map.entry("flux.1-dev", "Flux.1 D"),
          Map.entry("flux_kontext", "Flux.1 Kontext"),
          Map.entry("flux.1_kontext", "Flux.1 Kontext"),
          Map.entry("flux.1-dev/kontext", "Flux.1 Kontext"),
          Map.entry("flux-1-krea-dev", "Flux.1 Krea"),
          Map.entry("chroma", "Chroma"),
          Map.entry("chroma1", "Chroma"),
          Map.entry("sd_v2", "SD 2.1"),
          Map.entry("sd_v2_v", "SD 2.1 768"),
          Map.entry("sd_2.1", "SD 2.1"),
          Map.entry("stable-diffusion-v2-512", "SD 2.1"),
          Map.entry("stable-diffusion-v2-768-v", "SD 2.1 768"),
          Map.entry("stable-diffusion-xl-turbo-v1", "SDXL Turbo"),
          Map.entry("medium", "SD 3"),
          Map.entry("5-medium", "SD 3.5 Medium"),
          Map.entry("5-large", "SD 3.5 Large"),
          Map.entry("stable-diffusion-3-medium", "SD 3"),
          Map.entry("stable-diffusion-v3-medium", "SD 3"),
          Map.entry("stable-diffusion-3-5-medium", "SD 3.5 Medium"),
          Map.entry("stable-diffusion-3-5-large", "SD 3.5 Large"),
          Map.entry("lumina2", "Lumina"),
          Map.entry("lumina-2", "Lumina"),
          Map.entry("wan-2_1-text2video-1_3b", "Wan Video 1.3B t2v"),
          Map.entry("wan-2_1-text2video-14b", "Wan Video 14B t2v"),
          Map.entry("wan-2_2-image2video-14b", "Wan Video 2.2 I2V-A14B"),
          Map.entry("pixart-alpha", "PixArt a"),
          Map.entry("pixart-sigma", "PixArt E"),
          Map.entry("lightricks-ltx-video-2", "LTXV2"),
          Map.entry("lightricks-ltx-video-2-3", "LTXV 2.3"));

  /** Words in the name of the checkpoint that was trained on, and the base model they mean. */
  private static final List<Map.Entry<String, String>> WORDS =
      List.of(
          Map.entry("noobai", "NoobAI"),
          Map.entry("noob", "NoobAI"),
          Map.entry("illustrious", "Illustrious"),
          Map.entry("pony", "Pony"),
          Map.entry("autismmix", "Pony"),
          Map.entry("schnell", "Flux.1 S"),
          Map.entry("kontext", "Flux.1 Kontext"),
          Map.entry("krea", "Flux.1 Krea"),
          Map.entry("chroma", "Chroma"),
          Map.entry("turbo", "SDXL Turbo"),
          Map.entry("lightning", "SDXL Lightning"),
          Map.entry("hyper", "SDXL Hyper"),
          Map.entry("lcm", "SDXL 1.0 LCM"));

  private MetadataClaims() {}

  /**
   * The base model that the metadata names among those that are possible; null where it names none
   * or several.
   */
  static String among(List<String> possible, Map<String, String> metadata) {
    Set<String> exact = new LinkedHashSet<>();
    addExact(exact, metadata.get("ss_base_model_version"), possible);
    addExact(exact, metadata.get("modelspec.architecture"), possible);
    if ("chroma".equals(metadata.get("ss_model_type")) && possible.contains("Chroma")) {
      return "Chroma";
    }
    Set<String> named = new LinkedHashSet<>();
    addWords(named, metadata.get("ss_sd_model_name"), possible);
    addWords(named, metadata.get("modelspec.merged_from"), possible);
    if (!named.isEmpty()) {
      return named.size() == 1 ? named.iterator().next() : null;
    }
    return exact.size() == 1 ? exact.iterator().next() : null;
  }

  private static void addExact(Set<String> claims, String value, List<String> possible) {
    if (value == null || value.length() > 200) {
      return;
    }
    String key = value.toLowerCase(Locale.ROOT);
    String name = EXACT.get(key);
    if (name == null && key.indexOf('/') > 0) {
      name = EXACT.get(key.substring(0, key.indexOf('/')));
    }
    if (name != null && possible.contains(name)) {
      claims.add(name);
    }
  }

  private static void addWords(Set<String> claims, String value, List<String> possible) {
    if (value == null || value.length() > 2000) {
      return;
    }
    List<String> words = words(value);
    for (Map.Entry<String, String> word : WORDS) {
      if (words.contains(word.getKey()) && possible.contains(word.getValue())) {
        claims.add(word.getValue());
      }
    }
  }

  /** The words of a file's name: between what is no letter, and where capitals begin. */
  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean begins =
          Character.isUpperCase(c) && i > 0 && Character.isLowerCase(text.charAt(i - 1));
      if (!Character.isLetter(c) || begins) {
        add(words, word);
      }
      if (Character.isLetter(c)) {
        word.append(Character.toLowerCase(c));
      }
    }
    add(words, word);
    return words;
  }

  private static void add(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      String text = word.toString();
      words.add(
          text.length() > 2 && text.endsWith("xl") ? text.substring(0, text.length() - 2) : text);
      word.setLength(0);
    }
  }
}
