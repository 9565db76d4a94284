package dev.tensors.tsr.sidecars;

import dev.tensors.tsr.catalog.ImportedNotes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What tsr wrote beside a content, to be told from the user's own words.
 *
 * @param fingerprints of each value
 * @param told what the user told the manager himself before, by key: it stays his own, also where
 *     tsr wrote it again
 */
record Written(Set<String> fingerprints, Map<String, String> told) {

  /** The key of all trigger words of a sidecar together, which a user may shorten. */
  static final String LIST = "trigger list";

  private static final int BYTES = 8;

  static final Written NOTHING = new Written(Set.of(), Map.of());

  /**
   * What is remembered of a value.
   *
   * @param key of the catalogue, or {@link #LIST}
   */
  static String fingerprint(String key, String value) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((key + '\n' + comparable(value)).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // each Java has it
    }
  }

  /** The words of a list, whose order managers change. */
  static String list(List<String> words) {
    return String.join("\n", words.stream().sorted().toList());
  }

  /** Whether a value is what tsr wrote, and not what the user had told the manager before. */
  boolean has(String key, String value) {
    return fingerprints.contains(fingerprint(key, value)) && !isTold(key, value);
  }

  private boolean isTold(String key, String value) {
    String before = told.get(key.equals(LIST) ? ImportedNotes.TRIGGERS : key);
    if (before == null) {
      return false;
    }
    return switch (key) {
      case LIST -> list(before.lines().toList()).equals(value);
      case ImportedNotes.TRIGGERS, ImportedNotes.TAGS ->
          before.lines().anyMatch(value::equalsIgnoreCase);
      case ImportedNotes.TEXT -> comparable(before).contains(comparable(value));
      default -> true;
    };
  }

  private static String comparable(String value) {
    return value.replaceAll("\\s+", " ").strip().toLowerCase(Locale.ROOT);
  }
}
