package dev.tensors.tsr.page;

import dev.tensors.tsr.text.Folding;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The words of many prompts, and the rows of the pictures in whose prompts each stands. */
final class PromptWords {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

  private static final int BASE = 36;

  /** The rows of a word: the first, and then by how much each is higher than the one before. */
  private static final class Rows {
    private final StringBuilder steps = new StringBuilder();
    private int last;

    void add(int row) {
      if (steps.isEmpty() || row != last) {
        steps.append(steps.isEmpty() ? "" : " ").append(Integer.toString(row - last, BASE));
        last = row;
      }
    }
  }

  private final Map<String, Rows> words = new TreeMap<>();

  /**
   * Adds the words of a prompt, folded, as the page compares texts.
   *
   * @param row not lower than those that were added before
   */
  void add(int row, String prompt) {
    for (String word : BETWEEN.split(Folding.of(prompt))) {
      if (!word.isEmpty()) {
        words.computeIfAbsent(word, key -> new Rows()).add(row);
      }
    }
  }

  /** By the keys that pictures.js reads. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("words", words.keySet());
    values.put("rows", words.values().stream().map(rows -> rows.steps.toString()).toList());
    return values;
  }
}
