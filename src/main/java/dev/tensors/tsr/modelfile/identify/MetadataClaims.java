package dev.tensors.tsr.modelfile.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the metadata of a header claims of the base model. A claim only chooses among the base
 * models that the tensors allow: trainers and managers write claims that are false. The name of the
 * file itself and its title are no evidence.
 */
final class MetadataClaims {

  /** In characters: the names and identifiers that are read have some dozens. */
  private static final int LONGEST = 2000;

  /** Keys whose values name an architecture, by {@link ClaimedNames#ARCHITECTURES}. */
  private static final List<String> ARCHITECTURE_KEYS =
      List.of(
          "ss_base_model_version", "modelspec.architecture", "ss_model_type", "ss_network_module");

  /** Keys whose values name the models that a file was trained on or merged from. */
  private static final List<String> NAME_KEYS =
      List.of("ss_sd_model_name", "modelspec.merged_from");

  private MetadataClaims() {}

  /**
   * The base models that the metadata leaves of those that are possible; empty where it says
   * nothing of them or contradicts itself.
   */
  static List<String> among(List<String> possible, Map<String, @Nullable String> metadata) {
    List<String> byName = List.of();
    for (String key : NAME_KEYS) {
      byName = byName.isEmpty() ? named(value(metadata, key), possible) : byName;
    }
    if (!byName.isEmpty()) {
      return byName;
    }
    List<String> left = possible;
    boolean claimed = false;
    for (String key : ARCHITECTURE_KEYS) {
      List<String> names = architecture(value(metadata, key), possible);
      if (!names.isEmpty()) {
        claimed = true;
        left = left.stream().filter(names::contains).toList();
      }
    }
    return claimed ? left : List.of();
  }

  private static String value(Map<String, @Nullable String> metadata, String key) {
    String value = metadata.get(key);
    return value == null || value.length() > LONGEST ? "" : value;
  }

  private static List<String> architecture(String value, List<String> possible) {
    String key = value.toLowerCase(Locale.ROOT);
    List<String> names = ClaimedNames.ARCHITECTURES.get(key);
    if (names == null && key.indexOf('/') > 0) {
      names = ClaimedNames.ARCHITECTURES.get(key.substring(0, key.indexOf('/')));
    }
    return names == null ? List.of() : names.stream().filter(possible::contains).toList();
  }

  /** The base models that the name of a model means; those of one rank, the first that has any. */
  private static List<String> named(String value, List<String> possible) {
    if (value.isEmpty()) {
      return List.of();
    }
    String words = words(value);
    for (List<Map.Entry<String, String>> rank : ClaimedNames.WORDS) {
      List<String> names =
          rank.stream()
              .filter(word -> words.contains(" " + word.getKey() + " "))
              .map(Map.Entry::getValue)
              .filter(possible::contains)
              .distinct()
              .toList();
      if (!names.isEmpty()) {
        return names;
      }
    }
    return List.of();
  }

  /**
   * The words of a name in lower case, each between spaces: parts of letters or of digits. A word
   * begins at a capital beside a small letter, too; the ending xl is left out.
   */
  static String words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = i == 0 ? ' ' : text.charAt(i - 1);
      char after = i + 1 == text.length() ? ' ' : text.charAt(i + 1);
      boolean capital =
          Character.isUpperCase(c)
              && (Character.isLowerCase(before)
                  || Character.isUpperCase(before) && Character.isLowerCase(after));
      boolean begins = capital || Character.isDigit(c) != Character.isDigit(before);
      if (begins || !Character.isLetterOrDigit(c)) {
        close(words, word);
      }
      if (Character.isLetterOrDigit(c)) {
        word.append(Character.toLowerCase(c));
      }
    }
    close(words, word);
    return " " + String.join(" ", words) + " ";
  }

  private static void close(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      String text = word.toString();
      words.add(
          text.length() > 2 && text.endsWith("xl") ? text.substring(0, text.length() - 2) : text);
      word.setLength(0);
    }
  }
}
