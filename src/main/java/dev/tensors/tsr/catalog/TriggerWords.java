package dev.tensors.tsr.catalog;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Trigger words, one by one: creators often pack several into one string. */
final class TriggerWords {

  private TriggerWords() {}

  /** The words in their order, each once, without the commas between them. */
  static List<String> split(List<String> packed) {
    Set<String> words = new LinkedHashSet<>();
    packed.forEach(text -> split(text, words));
    return List.copyOf(words);
  }

  /** Commas within brackets belong to one word, such as {@code (red, blue:1.2)}. */
  private static void split(String text, Set<String> words) {
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("([{<".indexOf(c) >= 0) {
        depth++;
      } else if (")]}>".indexOf(c) >= 0) {
        depth = Math.max(0, depth - 1);
      } else if (c == '\n' || (c == ',' && depth == 0)) {
        add(text.substring(start, i), words);
        start = i + 1;
      }
    }
    add(text.substring(start), words);
  }

  private static void add(String word, Set<String> words) {
    String stripped = word.strip();
    if (!stripped.isEmpty()) {
      words.add(stripped);
    }
  }
}
