package dev.tensors.tsr.model;

import dev.tensors.tsr.text.WhiteSpace;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Splits strings that hold several trigger words, separated by commas or line breaks. */
public final class PackedWords {

  private static final String COMMAS = ",，、";
  private static final String SEPARATORS = COMMAS + "\n\r";
  private static final String OPENING = "([{（［【";
  private static final String CLOSING = ")]}）］】";

  private PackedWords() {}

  /**
   * The words in their order, each once, without the white space around them. A comma within
   * brackets is a part of its word, as in {@code (red, blue:1.2)}.
   */
  public static List<String> split(List<String> packed) {
    Set<String> words = new LinkedHashSet<>();
    for (String text : packed) {
      if (isOneWord(text)) {
        add(text, words); // most are
      } else {
        text.lines().forEach(line -> splitLine(line, words));
      }
    }
    return List.copyOf(words);
  }

  private static boolean isOneWord(String text) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      if (text.indexOf(SEPARATORS.charAt(i)) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void splitLine(String line, Set<String> words) {
    int[] ends = bracketEnds(line);
    int start = 0;
    int i = 0;
    while (i < line.length()) {
      if (COMMAS.indexOf(line.charAt(i)) >= 0) {
        add(line.substring(start, i), words);
        start = i + 1;
      }
      i = Math.max(i, ends[i]) + 1;
    }
    add(line.substring(start), words);
  }

  /** The index of the closing bracket by the opening one's; else -1, as in {@code smile :(}. */
  private static int[] bracketEnds(String line) {
    int[] ends = new int[line.length()];
    Arrays.fill(ends, -1);
    for (int kind = 0; kind < OPENING.length(); kind++) {
      Deque<Integer> open = new ArrayDeque<>();
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (c == OPENING.charAt(kind)) {
          open.push(i);
        } else if (c == CLOSING.charAt(kind) && !open.isEmpty()) {
          ends[open.pop()] = i;
        }
      }
    }
    return ends;
  }

  private static void add(String word, Set<String> words) {
    String stripped = WhiteSpace.strip(word);
    if (!stripped.isEmpty()) {
      words.add(stripped);
    }
  }
}
