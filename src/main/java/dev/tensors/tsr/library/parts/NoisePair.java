package dev.tensors.tsr.library.parts;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Wan 2.2 A14B is two models, for high and for low noise, whose tensors are the same: only the
 * names of the files tell them apart.
 */
final class NoisePair {

  /** The architectures that have a half of such a pair. */
  static final List<String> ARCHITECTURES = List.of("wan_14b", "wan_14b_t2v", "wan_22_i2v");

  private static final String HIGH = "high";
  private static final String LOW = "low";
  private static final String NOISE = "noise";

  private NoisePair() {}

  /**
   * The half that the name of a file means: the word beside noise, else the only one of the words
   * high and low; null if it means neither, or both.
   */
  static @Nullable String half(String fileName) {
    List<String> words = FileWords.of(fileName);
    String beside = null;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.endsWith(HIGH + NOISE) || word.equals(NOISE) && isAt(words, i - 1, HIGH)) {
        beside = beside == null || beside.equals(HIGH) ? HIGH : "";
      } else if (word.endsWith(LOW + NOISE) || word.equals(NOISE) && isAt(words, i - 1, LOW)) {
        beside = beside == null || beside.equals(LOW) ? LOW : "";
      }
    }
    if (beside != null) {
      return beside.isEmpty() ? null : beside;
    }
    boolean isHigh = words.contains(HIGH);
    return isHigh == words.contains(LOW) ? null : isHigh ? HIGH : LOW;
  }

  private static boolean isAt(List<String> words, int place, String word) {
    return place >= 0 && words.get(place).equals(word);
  }

  /** The other half's name: with its word in the place of the half's, in the same case. */
  static String counterpart(String fileName, String half) {
    String other = half.equals(HIGH) ? LOW : HIGH;
    String lower = fileName.toLowerCase(Locale.ROOT);
    int at = beforeNoise(lower, half);
    at = at < 0 ? lastWord(lower, half) : at;
    if (at < 0 || lower.length() != fileName.length()) {
      return fileName;
    }
    String written = fileName.substring(at, at + half.length());
    String instead =
        written.equals(written.toUpperCase(Locale.ROOT))
            ? other.toUpperCase(Locale.ROOT)
            : Character.isUpperCase(written.charAt(0))
                ? Character.toUpperCase(other.charAt(0)) + other.substring(1)
                : other;
    return fileName.substring(0, at) + instead + fileName.substring(at + half.length());
  }

  /** Where a half stands as a word, the last time. */
  private static int lastWord(String name, String half) {
    int at = name.lastIndexOf(half);
    while (at >= 0 && (isInWord(name, at - 1) || isInWord(name, at + half.length()))) {
      at = name.lastIndexOf(half, at - 1);
    }
    return at;
  }

  private static boolean isInWord(String name, int place) {
    return place >= 0 && place < name.length() && FileWords.isInWord(name.charAt(place));
  }

  /** Where a half's word stands before noise, perhaps with one character between them. */
  private static int beforeNoise(String name, String half) {
    for (int noise = name.indexOf(NOISE); noise >= 0; noise = name.indexOf(NOISE, noise + 1)) {
      for (int between = 0; between <= 1; between++) {
        int at = noise - between - half.length();
        if (at >= 0 && name.startsWith(half, at)) {
          return at;
        }
      }
    }
    return -1;
  }
}
